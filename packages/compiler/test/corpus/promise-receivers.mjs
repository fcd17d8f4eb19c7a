for (const m of ['all', 'allSettled', 'any', 'race', 'resolve', 'reject'])
  for (const v of [undefined, 5, {}])
    try {
      Promise[m].call(v, []);
      console.log('ok');
    } catch (e) {
      console.log(m, e.message);
    }
