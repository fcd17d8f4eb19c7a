import { defineConfig } from 'morgana';

export default defineConfig({
  name: 'hello',
  description: 'Greets on the console.',
  entry: 'src/main.ts',
  arguments: {
    name: { type: 'string', default: 'World', value: 'NAME', help: 'Who is greeted.' },
    times: { type: 'number', default: 1, min: 1, max: 1000, help: 'How often.' },
    pause: { type: 'number', default: 1000, min: 0, value: 'MS', help: 'Milliseconds between two greetings.' },
  },
});
