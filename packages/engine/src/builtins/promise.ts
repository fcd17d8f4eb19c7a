/** Promise combinators and the methods that build on then: ECMA-262, clause 27.2. */

/** The receiver has to be an object before all else. */
function requireReceiver(value, method) {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null)
    throw new TypeError(`Promise.${method} called on non-object`);
}

function resolveMethod(constructor) {
  const resolve = constructor.resolve;
  if (typeof resolve !== 'function') throw new TypeError('Promise resolve or reject function is not callable');
  return resolve;
}

/** Runs `each` over an iterable of promises; an error on the way rejects the result. */
function combine(constructor, iterable, each, finish) {
  const [promise, resolve, reject] = $newCapability(constructor);
  try {
    const resolveOne = resolveMethod(constructor);
    const state = { values: [], remaining: 1 };
    let index = 0;
    for (const item of iterable) {
      const position = index++;
      const next = resolveOne.call(constructor, item);
      state.remaining++;
      each(state, position, next, resolve, reject);
    }
    if (--state.remaining === 0) finish(state.values, resolve, reject);
  } catch (error) {
    reject(error);
  }
  return promise;
}

function settleOne(state, position, value, done) {
  let called = false;
  return (argument) => {
    if (called) return;
    called = true;
    state.values[position] = value(argument);
    if (--state.remaining === 0) done(state.values);
  };
}

const same = (value) => value;

$define('Promise', {
  all(iterable) {
    requireReceiver(this, 'all');
    return combine(
      this,
      iterable,
      (state, position, next, resolve, reject) => {
        state.values[position] = undefined;
        next.then(settleOne(state, position, same, resolve), reject);
      },
      (values, resolve) => resolve(values),
    );
  },
  allSettled(iterable) {
    requireReceiver(this, 'allSettled');
    return combine(
      this,
      iterable,
      (state, position, next, resolve) => {
        state.values[position] = undefined;
        next.then(
          settleOne(state, position, (value) => ({ status: 'fulfilled', value }), resolve),
          settleOne(state, position, (reason) => ({ status: 'rejected', reason }), resolve),
        );
      },
      (values, resolve) => resolve(values),
    );
  },
  any(iterable) {
    requireReceiver(this, 'any');
    const fail = (reject) => (errors) => reject(new AggregateError(errors, 'All promises were rejected'));
    return combine(
      this,
      iterable,
      (state, position, next, resolve, reject) => {
        state.values[position] = undefined;
        next.then(resolve, settleOne(state, position, same, fail(reject)));
      },
      (errors, _resolve, reject) => fail(reject)(errors),
    );
  },
  race(iterable) {
    requireReceiver(this, 'race');
    const [promise, resolve, reject] = $newCapability(this);
    try {
      const resolveOne = resolveMethod(this);
      for (const item of iterable) resolveOne.call(this, item).then(resolve, reject);
    } catch (error) {
      reject(error);
    }
    return promise;
  },
});

$define('Promise.prototype', {
  catch(onRejected) {
    return this.then(undefined, onRejected);
  },
  finally(onFinally) {
    if (typeof onFinally !== 'function') return this.then(onFinally, onFinally);
    const constructor = $speciesConstructor(this, Promise);
    return this.then(
      (value) => constructor.resolve(onFinally()).then(() => value),
      (reason) =>
        constructor.resolve(onFinally()).then(() => {
          throw reason;
        }),
    );
  },
});
