import { assert, type Case, ComplianceError, equal, rejection } from '@morgana/compliance';
import { FlowError, type FlowErrorCode } from './flow.js';

/** Calls of `settle` after which a case counts as hanging. */
const SETTLE_LIMIT = 200_000;

/** What the fixtures of flows and stacks have in common. */
export interface DrivenFixture {
  /**
   * Lets the next thing happen where that needs a push: advances a virtual clock to its next timer, say. It is called
   * again and again until the case is done. Left out where things happen by themselves.
   */
  settle?(): Promise<void>;
  /** Takes down what the fixture put up. */
  close?(): Promise<void>;
}

/** A case that is driven by the fixture's `settle` and cleans up after itself. */
export function driven<Fixture extends DrivenFixture>(
  name: string,
  body: (fixture: Fixture) => Promise<void>,
): Case<Fixture> {
  return {
    name,
    async run(setup) {
      const fixture = await setup();
      try {
        await drive(fixture, body(fixture));
      } finally {
        await fixture.close?.();
      }
    },
  };
}

async function drive(fixture: DrivenFixture, work: Promise<void>): Promise<void> {
  if (fixture.settle === undefined) return work;
  let done = false;
  const finish = () => {
    done = true;
  };
  work.then(finish, finish);
  for (let i = 0; i < SETTLE_LIMIT && !done; i++) await fixture.settle();
  assert(done, `not done after ${SETTLE_LIMIT} calls of settle: it waits for something that does not come`);
  return work;
}

/** The operation has to fail with a FlowError of one of these codes. */
export async function failsWith(operation: Promise<unknown>, what: string, ...codes: FlowErrorCode[]): Promise<void> {
  isFlowError(await rejection(operation, what), what, ...codes);
}

/** The call has to throw a FlowError of one of these codes. */
export function throwsWith(call: () => void, what: string, ...codes: FlowErrorCode[]): void {
  try {
    call();
  } catch (error) {
    isFlowError(error, what, ...codes);
    return;
  }
  throw new ComplianceError(`${what} succeeded; it had to throw a FlowError "${codes.join('" or "')}"`);
}

function isFlowError(error: unknown, what: string, ...codes: FlowErrorCode[]): void {
  assert(error instanceof FlowError, `${what} failed with ${String(error)}, which is no FlowError`);
  assert(
    codes.includes(error.code),
    `${what} failed with "${error.code}" (${error.message}), expected ${codes.join(' or ')}`,
  );
}

/** Reads exactly what `expected` holds, in whatever chunks it comes, and no more. */
export async function expectBytes(
  flow: { read(): Promise<Uint8Array | null> },
  expected: Uint8Array,
  what: string,
): Promise<void> {
  let offset = 0;
  while (offset < expected.length) {
    const bytes = await flow.read();
    assert(bytes !== null, `${what}: the end came after ${offset} of ${expected.length} octets`);
    assert(bytes.length > 0, `${what}: read gave no octets`);
    assert(
      offset + bytes.length <= expected.length,
      `${what}: more than the ${expected.length} octets that were written`,
    );
    equal(bytes, expected.subarray(offset, offset + bytes.length), `${what} from octet ${offset} on`);
    offset += bytes.length;
  }
}

/** Lets promise jobs run. */
export async function turns(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await undefined;
}
