import mitt from 'mitt';

const e = mitt();
e.on('a', (x) => console.log('a', x));
e.on('*', (t, x) => console.log('*', t, x));
e.emit('a', 1);
e.off('a');
e.emit('a', 2);
console.log(e.all.size);
