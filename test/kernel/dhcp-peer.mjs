/**
 * Our DHCP client or server on a tap device, for the tests against those of Linux.
 *
 *   node dhcp-peer.mjs client tap0[,HOST-ADDRESS/BITS]    asks from SIGUSR1 on; says "changed ..." each time
 *   node dhcp-peer.mjs server tap0                        serves 10.0.0.100 to .199 as 10.0.0.1; SIGUSR1 prints its leases
 */
import { serveDhcp, startDhcpClient } from '@morgana/dhcp';
import { memoryStore } from '@morgana/kv';
import { installDefaults, openTapNetwork } from '@morgana/runtime-node';
import { createStack, formatIpv4 } from '@morgana/tcpip';

const [mode, where] = process.argv.slice(2);
installDefaults();
const [name, hostAddress] = where.split(',');
const network = await openTapNetwork({ name, hostAddress, mac: Uint8Array.of(2, 0, 0, 0, 0, 2) });
const address = mode === 'server' ? '10.0.0.1/24' : undefined;
const stack = createStack({ network, ...(address === undefined ? {} : { address }) });
let close = async () => {};

if (mode === 'server') {
  const server = await serveDhcp({
    stack,
    store: memoryStore(),
    networks: [
      {
        network: '10.0.0.0/24',
        pools: [{ first: '10.0.0.100', last: '10.0.0.199' }],
        router: '10.0.0.1',
        nameServers: ['10.0.0.1', '9.9.9.9'],
        domain: 'example.org',
        searchDomains: ['example.org', 'sub.example.org'],
        routes: [{ to: '192.0.2.0/24', router: '10.0.0.254' }],
        mtu: 1400,
        leaseTime: 120_000,
      },
    ],
  });
  process.on('SIGUSR1', () =>
    console.log(`leases ${JSON.stringify(server.leases())} ${JSON.stringify(server.counters)}`),
  );
  close = () => server.close();
} else {
  process.once('SIGUSR1', async () => {
    const client = await startDhcpClient({ stack, mac: network.mac, mtu: network.mtu, hostName: 'morgana-test' });
    client.onChange(() => {
      const { lease } = client;
      const show = lease && {
        address: client.address,
        bits: lease.bits,
        gateway: formatIpv4(lease.gateway),
        nameServers: lease.nameServers.map(formatIpv4),
        domain: lease.domain,
        searchDomains: lease.searchDomains,
        routes: lease.routes.map(({ to, router }) => `${formatIpv4(to.address)}/${to.bits} ${formatIpv4(router)}`),
        mtu: lease.mtu,
        duration: lease.duration,
      };
      console.log(`changed ${JSON.stringify(show ?? { address: client.address })}`);
    });
    close = () => client.close();
  });
}

process.on('SIGTERM', async () => {
  await close();
  await stack.close();
  await network.close();
  process.exit(0);
});
console.log('ready');
