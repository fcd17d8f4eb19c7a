import { defineConfig, kv, stack } from 'morgana';

export default defineConfig({
  name: 'dns-server',
  description: 'Answers for the zones in a folder, over UDP and TCP.',
  entry: 'src/main.ts',
  devices: {
    stack: stack(),
    zones: kv({ folder: 'zones' }),
  },
  arguments: {
    port: { type: 'number', default: 53, min: 1, max: 65535, help: 'Port to answer on, UDP and TCP.' },
    nsid: { type: 'string', value: 'TEXT', help: 'Tell clients that ask this name of the server (RFC 5001).' },
    'rate-limit': {
      type: 'number',
      default: 0,
      min: 0,
      max: 10000,
      help: 'Like responses per second to one network over UDP; 0 sets no limit.',
    },
  },
});
