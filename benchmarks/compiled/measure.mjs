// What every program here shares: so much warm-up, so much measuring, one line for the runner to read.
const WARM_UP = 300;
const MEASURED = 1000;

function repeat(milliseconds, work) {
  let count = 0;
  const start = performance.now();
  let elapsed = 0;
  do {
    count += work();
    elapsed = performance.now() - start;
  } while (elapsed < milliseconds);
  return (count * 1000) / elapsed;
}

/** Calls `work`, which returns how many units it did, for about a second. */
export function measure(name, unit, work) {
  repeat(WARM_UP, work);
  report(name, unit, repeat(MEASURED, work));
}

export async function measureAsync(name, unit, work) {
  for (const milliseconds of [WARM_UP, MEASURED]) {
    let count = 0;
    const start = performance.now();
    let elapsed = 0;
    do {
      count += await work();
      elapsed = performance.now() - start;
    } while (elapsed < milliseconds);
    if (milliseconds === MEASURED) report(name, unit, (count * 1000) / elapsed);
  }
}

function report(name, unit, rate) {
  console.log(`RESULT ${name} ${rate.toFixed(1)} ${unit}`);
}
