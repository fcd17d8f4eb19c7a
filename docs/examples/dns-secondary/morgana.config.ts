import { defineConfig, kv, stack } from 'morgana';

export default defineConfig({
  name: 'dns-secondary',
  description: 'Copies zones from a primary server, keeps them in a folder, and answers for them.',
  entry: 'src/main.ts',
  devices: {
    stack: stack(),
    zones: kv({ folder: 'zones', writable: true }),
  },
  arguments: {
    zone: { type: 'string', default: 'example.com', value: 'NAME,...', help: 'Zones to copy.' },
    primary: {
      type: 'string',
      default: '10.0.0.1',
      value: 'ADDRESS,...',
      help: 'Where they come from; tried in turn.',
    },
    'primary-port': { type: 'number', default: 53, min: 1, max: 65535, help: 'Port of the primaries.' },
    key: { type: 'string', value: 'NAME:ALGORITHM:BASE64', help: 'Key that signs transfers and NOTIFY (RFC 8945).' },
    port: { type: 'number', default: 53, min: 1, max: 65535, help: 'Port to answer on, UDP and TCP.' },
  },
});
