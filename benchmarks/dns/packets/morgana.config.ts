import { defineConfig } from 'morgana';

export default defineConfig({
  name: 'dns-packets',
  description: 'Authoritative DNS, packet in to packet out: queries a second.',
  entry: 'src/main.ts',
  devices: {},
  arguments: {
    names: { type: 'number', default: 1000, min: 1, max: 1_000_000, help: 'Names in the zone.' },
    seconds: { type: 'number', default: 1, min: 1, max: 60, help: 'Of each round.' },
    rounds: { type: 'number', default: 3, min: 1, max: 100, help: 'Rounds; one before them is not counted.' },
    prefix: { type: 'string', default: 'host', help: 'Of the names asked for; the zone has "host".' },
  },
});
