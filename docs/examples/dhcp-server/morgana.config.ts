import { defineConfig, kv, network } from 'morgana';

export default defineConfig({
  name: 'dhcp-server',
  description: 'Gives addresses to the stations of a network (RFC 2131).',
  entry: 'src/main.ts',
  devices: {
    lan: network(),
    leases: kv({ folder: 'leases', writable: true }),
  },
  arguments: {
    address: {
      type: 'string',
      default: '10.0.0.1/24',
      value: 'ADDRESS/BITS',
      help: 'Our address, and the network served.',
    },
    first: { type: 'string', default: '10.0.0.100', value: 'ADDRESS', help: 'First address that is given.' },
    last: { type: 'string', default: '10.0.0.199', value: 'ADDRESS', help: 'Last address that is given.' },
    router: { type: 'string', value: 'ADDRESS', help: 'Router that clients are told; none if left out.' },
    dns: { type: 'string', value: 'ADDRESS,...', help: 'Name servers that clients are told.' },
    lease: { type: 'number', default: 3600, min: 60, help: 'Seconds of a lease.' },
  },
});
