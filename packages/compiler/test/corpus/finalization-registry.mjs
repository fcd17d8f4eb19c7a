const show = (f) => {
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.message);
  }
};
const r = new FinalizationRegistry((held) => console.log('cleaned', held));
const target = {};
const token = {};
show(() => r.register(target, 'held'));
show(() => r.register(target, 'held', token));
show(() => r.unregister(token));
show(() => r.unregister(token));
show(() => r.unregister({}));
show(() => r.register(1, 2));
show(() => r.register(target, target));
show(() => r.register({}, 1, 'x'));
show(() => r.unregister('x'));
show(() => new FinalizationRegistry());
show(() => new FinalizationRegistry({}));
show(() => {
  try {
    FinalizationRegistry(() => {});
  } catch (e) {
    return e.name;
  }
});
show(() => {
  try {
    FinalizationRegistry.prototype.register.call({}, {}, 1);
  } catch (e) {
    return e.name;
  }
});
console.log(
  Object.prototype.toString.call(r),
  FinalizationRegistry.length,
  FinalizationRegistry.prototype.register.length,
  FinalizationRegistry.name,
  Object.getOwnPropertyDescriptor(FinalizationRegistry.prototype, Symbol.toStringTag),
);
show(() =>
  new (class extends FinalizationRegistry {
    register(...a) {
      super.register(...a);
      return 'sub';
    }
  })(() => {}).register({}, 1, target),
);
show(() => r.register(Symbol('s'), 1));
show(() => {
  try {
    r.register(Symbol.for('s'), 1);
  } catch (e) {
    return e.name;
  }
});
