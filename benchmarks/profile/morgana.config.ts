import { defineConfig } from 'morgana';

export default defineConfig({
  name: 'profile',
  description: 'Runs what profiles of the packages are made from: one workload, in virtual time.',
  entry: 'src/main.ts',
  devices: {},
  arguments: { workload: { type: 'string', default: '', help: 'Its name; without one, all of them are listed.' } },
});
