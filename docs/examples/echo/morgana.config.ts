import { defineConfig, stack } from 'morgana';

export default defineConfig({
  name: 'echo',
  description: 'Sends back what it gets (RFC 862).',
  entry: 'src/main.ts',
  devices: {
    stack: stack(),
  },
  arguments: {
    port: { type: 'number', default: 7, min: 1, max: 65535, help: 'Port of both services.' },
  },
});
