// A validator at work: valibot checks nested records of which some are wrong.
import * as v from 'valibot';
import { measure } from '../measure.mjs';

const Address = v.object({
  street: v.pipe(v.string(), v.minLength(1), v.maxLength(80)),
  zip: v.pipe(v.string(), v.regex(/^\d{5}$/)),
  country: v.picklist(['AT', 'DE', 'FR', 'IT']),
});
const User = v.object({
  id: v.pipe(v.number(), v.integer(), v.minValue(1)),
  name: v.pipe(v.string(), v.trim(), v.minLength(2)),
  email: v.pipe(v.string(), v.email()),
  age: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(150))),
  tags: v.array(v.string()),
  address: v.nullable(Address),
  role: v.variant('type', [
    v.object({ type: v.literal('admin'), level: v.number() }),
    v.object({ type: v.literal('user'), groups: v.array(v.string()) }),
  ]),
});

const users = Array.from({ length: 64 }, (_, i) => ({
  id: i % 13 === 0 ? -1 : i,
  name: ` user ${i} `,
  email: i % 11 === 0 ? 'nobody' : `user${i}@example.com`,
  age: i % 3 === 0 ? undefined : i,
  tags: ['a', 'b', `t${i}`],
  address: i % 4 === 0 ? null : { street: 'Main Street', zip: String(10000 + i), country: i % 9 === 0 ? 'XX' : 'DE' },
  role: i % 2 === 0 ? { type: 'admin', level: i } : { type: 'user', groups: ['x', 'y'] },
}));

function issues() {
  let n = 0;
  for (const user of users) {
    const result = v.safeParse(User, user);
    if (!result.success) n += result.issues.length;
  }
  return n;
}

console.log(`valibot check ${issues()} issues, ${JSON.stringify(v.parse(User, users[1]))}`);
measure('valibot', 'records/s', () => {
  issues();
  return users.length;
});
