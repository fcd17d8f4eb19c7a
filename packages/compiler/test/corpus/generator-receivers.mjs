const a = { *g() {}, async *ag() {} };
for (const m of ['next', 'return', 'throw'])
  try {
    a.g.prototype[m].call({});
  } catch (e) {
    console.log(e.message);
  }
for (const m of ['next', 'return', 'throw'])
  try {
    await a.ag.prototype[m].call({});
  } catch (e) {
    console.log(e.message);
  }
