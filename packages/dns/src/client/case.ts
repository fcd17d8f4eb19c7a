import type { Random } from '@morgana/random';
import { equalNames, type Name } from '../name.js';
import { rdataType } from '../rdata/registry.js';
import type { Message, ResourceRecord } from '../wire/message.js';

/** Letters in random case, which an answer has to repeat: bits that who forges one has to guess ("0x20"). */
export function mixCase(name: Name, random: Random): Name {
  const mixed = name.slice();
  const bits = new Uint8Array(name.length);
  random.fill(bits);
  for (let at = 0; mixed[at] !== 0; ) {
    const end = at + mixed[at]! + 1;
    for (at++; at < end; at++) {
      const lower = mixed[at]! | 0x20;
      if (lower >= 0x61 && lower <= 0x7a) mixed[at] = (bits[at]! & 1) !== 0 ? lower : lower & ~0x20;
    }
  }
  return mixed;
}

/** Whether a message repeats a question: to the letter, but for the case of letters, or not. */
export function exactQuestion(message: Message, name: Name, type: number): 'exact' | 'case' | 'other' {
  // A server that could not read the question repeats none.
  if (message.questions.length === 0 && message.rcode === 1) return 'exact';
  const question = message.questions[0];
  if (message.questions.length !== 1 || question === undefined) return 'other';
  if (question.type !== type || question.class !== 1 || !equalNames(question.name, name)) return 'other';
  return name.every((octet, i) => octet === question.name[i]) ? 'exact' : 'case';
}

/**
 * An answer with the letters as they were before `mixCase`: a server compresses its names against the question's, so that the
 * mixed ones come back in all of them.
 */
export function restoreCase(message: Message, mixed: Name, name: Name): Message {
  const restore = (one: Name): Name => {
    for (let at = 0; one[at] !== 0; at += one[at]! + 1) {
      const from = mixed.length - (one.length - at);
      if (from < 0 || !endsAlike(one, at, mixed, from)) continue;
      const restored = one.slice();
      restored.set(name.subarray(from), at);
      return restored;
    }
    return one;
  };
  const all = (records: readonly ResourceRecord[]) =>
    records.map((record) => {
      const known = record.rdata.length === 0 ? undefined : rdataType(record.type);
      const rdata = known?.compressed === true ? known.mapNames(record.rdata, restore) : record.rdata;
      return { ...record, name: restore(record.name), rdata };
    });
  return {
    ...message,
    questions: message.questions.map((question) => ({ ...question, name: restore(question.name) })),
    answers: all(message.answers),
    authorities: all(message.authorities),
    additionals: all(message.additionals),
  };
}

function endsAlike(a: Uint8Array, x: number, b: Uint8Array, y: number): boolean {
  while (x < a.length) if (a[x++] !== b[y++]) return false;
  return true;
}
