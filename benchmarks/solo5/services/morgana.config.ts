import { defineConfig, stack } from 'morgana';

export default defineConfig({
  name: 'services',
  description: 'What benchmarks ask of an image: echo, discard, chargen, HTTP.',
  entry: 'src/main.ts',
  devices: { stack: stack() },
});
