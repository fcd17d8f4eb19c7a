import { z } from 'zod';

const User = z.object({
  name: z.string().min(2),
  age: z.number().int().positive().optional(),
  email: z.string().email(),
  tags: z.array(z.string()).default([]),
  role: z.enum(['a', 'b']),
  nested: z.record(z.string(), z.union([z.number(), z.boolean()])),
});
console.log(
  JSON.stringify(User.parse({ name: 'Bob', email: 'a@b.co', role: 'a', nested: { x: 1, y: true }, extra: 1 })),
);
const r = User.safeParse({ name: 'B', age: -1.5, email: 'nope', role: 'c', nested: { x: 'q' } });
console.log(r.success, JSON.stringify(r.error.issues, null, 1));
console.log(
  JSON.stringify(
    z
      .string()
      .transform((s) => s.length)
      .pipe(z.number().max(3))
      .safeParse('abcdef').error?.issues,
  ),
  z.coerce.number().parse('42'),
  z.tuple([z.string(), z.number()]).safeParse(['a', 'b']).success,
);
console.log(
  await z
    .string()
    .refine(async (v) => v === 'ok', 'not ok')
    .safeParseAsync('no')
    .then((x) => JSON.stringify(x.error.issues)),
);
const D = z.discriminatedUnion('t', [
  z.object({ t: z.literal('x'), v: z.number() }),
  z.object({ t: z.literal('y'), w: z.date() }),
]);
console.log(JSON.stringify(D.parse({ t: 'x', v: 1 })), D.safeParse({ t: 'z' }).error.issues[0].message);
