import { defineConfig, kv, stack } from 'morgana';

export default defineConfig({
  name: 'website',
  description: 'Serves a folder of files over HTTP.',
  entry: 'src/main.ts',
  devices: {
    stack: stack(),
    site: kv({ folder: 'site' }),
  },
  arguments: {
    port: { type: 'number', default: 80, min: 1, max: 65535, help: 'TCP port to listen on.' },
  },
});
