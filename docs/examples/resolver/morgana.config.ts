import { defineConfig, stack } from 'morgana';

export default defineConfig({
  name: 'resolver',
  description: 'A recursive, validating DNS resolver: asks from the root down, and checks every signature.',
  entry: 'src/main.ts',
  devices: { stack: stack() },
  arguments: {
    port: { type: 'number', default: 53, min: 1, max: 65535, help: 'Port to answer on, UDP and TCP.' },
    root: { type: 'string', value: 'ADDRESS,...', help: "Servers of the root; the Internet's by default." },
    anchor: { type: 'string', value: 'DS', help: "Data of the DS for the root's key; the Internet's by default." },
    'server-port': { type: 'number', default: 53, min: 1, max: 65535, help: 'Port of all name servers.' },
    cache: { type: 'number', default: 16, min: 1, max: 1024, help: 'Megabytes of answers to keep.' },
    open: { type: 'boolean', help: 'Answer everybody, not only machines with private addresses.' },
  },
});
