import { liveAtEnd, liveness } from '../cfg.js';
import type { Instruction, IRFunction, Register } from '../ir.js';
import { GenericEmitter } from './generic.js';
import type { GroupContext } from './group.js';

/** Emits a function that suspends: a state machine over a frame in the heap. */
export class CoroutineEmitter extends GenericEmitter {
  /** Registers that live across a suspension: index in the frame. */
  private readonly saved = new Map<Register, number>();
  private resumePoints = 0;

  constructor(fn: IRFunction, group: GroupContext) {
    super(fn, group, false);
    this.findSaved();
  }

  private findSaved(): void {
    const { fn } = this;
    const liveIn = liveness(fn);
    for (const [i, r] of fn.parameters.entries()) this.saved.set(r, i);
    const save = (r: Register): void => {
      if (!this.saved.has(r) && !this.constants.has(r)) this.saved.set(r, this.saved.size);
    };
    for (const block of fn.blocks) {
      const live = liveAtEnd(block, liveIn);
      for (let k = block.instructions.length - 1; k >= 0; k--) {
        const i = block.instructions[k]!;
        if (i.result !== null) live.delete(i.result);
        if (isSuspension(i)) {
          for (const r of live) save(r);
          if (block.handler !== null) for (const r of liveIn[block.handler.id]!) save(r);
        }
        for (const r of i.operands) live.add(r);
      }
    }
  }

  emit(): string {
    const { fn } = this;
    this.emitBlocks();
    const cases = Array.from({ length: this.resumePoints }, (_, k) => `case ${k + 1}: goto Y${k + 1};`);
    const type = fn.traits.async
      ? fn.traits.generator
        ? 'COROUTINE_ASYNC_GENERATOR'
        : 'COROUTINE_ASYNC'
      : 'COROUTINE_GENERATOR';
    return [
      `static Value h_${fn.symbol}(Coroutine *F, Value sent UNUSED) {`,
      '  Function *self UNUSED = F->function;',
      ...this.declarations((r) => this.saved.has(r)),
      `  switch (F->state) { case 0: break; ${cases.join(' ')} }`,
      ...this.lines,
      ' Lx: UNUSED;',
      '  F->done = 1;',
      '  return VALUE_EXCEPTION;',
      '}',
      `Value c_${fn.symbol}(Function *self, Value this_value, Value new_target UNUSED, uint32_t argc, const Value *argv) {`,
      `  return coroutine_start(self, &i_${fn.symbol}, this_value, argc, argv, h_${fn.symbol}, ${type}, ${this.saved.size}, ${fn.parameters.length});`,
      '}',
    ].join('\n');
  }

  protected override name(r: Register): string {
    const slot = this.saved.get(r);
    return slot === undefined ? super.name(r) : `F->saved[${slot}]`;
  }

  protected override isShared(r: Register): boolean {
    return this.saved.has(r);
  }

  protected override returning(value: string): string {
    return `F->done = 1; return ${value};`;
  }

  private suspend(i: Instruction, statement: string): void {
    const k = ++this.resumePoints;
    this.out(`F->state = ${k}; ${statement}`);
    this.lines.push(` Y${k}:;`);
    if (i.result !== null) this.out(`${this.name(i.result)} = sent;`);
  }

  protected override instruction(i: Instruction): void {
    const { immediates } = i;
    switch (i.op) {
      case 'initialYield':
        this.suspend(i, 'return VALUE_UNDEFINED;');
        return;
      case 'yieldRaw': {
        const flags = immediates.delegate ? 'F->delegating = 1; ' : '';
        const stop = this.fn.traits.async ? 'F->running = 0; ' : '';
        this.suspend(i, `${flags}${stop}return ${this.value(i.operands[0]!)};`);
        return;
      }
      case 'await':
        this.suspend(i, `return coroutine_await(F, ${this.value(i.operands[0]!)});`);
        this.out(`if (unlikely(F->mode == RESUME_THROW)) { throw_value(sent); ${this.failure()} }`);
        return;
      case 'awaitRaw':
        this.suspend(i, `return coroutine_await(F, ${this.value(i.operands[0]!)});`);
        return;
      default:
        super.instruction(i);
    }
  }
}

const isSuspension = (i: Instruction): boolean =>
  i.op === 'await' || i.op === 'awaitRaw' || i.op === 'yieldRaw' || i.op === 'initialYield';
