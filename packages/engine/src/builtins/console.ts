$define('console', {
  log(...values: unknown[]) {
    let line = '';
    for (let i = 0; i < values.length; i++) line += (i > 0 ? ' ' : '') + values[i];
    $writeLine(1, line);
  },
});
