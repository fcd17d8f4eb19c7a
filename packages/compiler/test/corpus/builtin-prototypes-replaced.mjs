// Methods of built-in prototypes that are replaced, shadowed, deleted and restored while loops use them.
const texts = ['abc', 'ab'.repeat(3) + 'z', `w${'\u0416'}de`, 'xabcx'.slice(1, 4)];
function codes(text) {
  let sum = 0;
  for (let i = 0; i < text.length; i++) sum = (sum * 31 + text.charCodeAt(i)) | 0;
  return sum;
}
function past(text) {
  const list = [];
  for (let i = -1; i <= text.length; i++) list.push(text.charCodeAt(i));
  return list.join();
}
function view(v) {
  let s = 0;
  for (let i = 0; i < 4; i += 2) {
    v.setUint16(i, v.getUint16(i) + 1);
    s += v.getUint8(i) * 256 + v.getInt8(i + 1) + v.getUint32(0) + v.getInt32(0, true);
  }
  return s;
}
function part(a) {
  let n = 0;
  for (let i = 0; i < 3; i++) {
    const p = a.subarray(i, i + 2);
    n = n * 10 + p.length + p[0];
  }
  return n;
}
function pushes() {
  const list = [];
  for (let i = 0; i < 3; i++) list.push(i);
  return list.join();
}
function all(title) {
  const v = new DataView(new ArrayBuffer(8));
  v.setUint32(0, 0x01020384);
  const row = [];
  for (const f of [() => texts.map(codes).join(), () => past('ab'), () => view(v), () => part(Uint8Array.of(1, 2, 3, 4)), () => part(Int16Array.of(1, -2, 3, 4)), pushes])
    try {
      row.push(f());
    } catch (e) {
      row.push(`${e.name}: ${e.message}`);
    }
  console.log(title, row.join(' | '));
}
all('as they are');

const { charCodeAt } = String.prototype;
String.prototype.charCodeAt = function (i) {
  return 1 + charCodeAt.call(this, i);
};
all('charCodeAt');
String.prototype.charCodeAt = charCodeAt;
all('restored');

const proto = DataView.prototype;
const { getUint16 } = proto;
proto.getUint16 = () => 7;
all('getUint16');
proto.getUint16 = getUint16;
Object.defineProperty(proto, 'getUint8', { get: () => () => 5, configurable: true });
all('getUint8 by a getter');
delete proto.setUint16;
all('setUint16 deleted');

class Views extends DataView {
  getUint32() {
    return 9;
  }
}
console.log('derived', new Views(new ArrayBuffer(4)).getUint32(0));
const own = new DataView(new ArrayBuffer(8));
own.getInt32 = () => 3;
function int32(v) {
  let s = 0;
  for (let i = 0; i < 2; i++) s += v.getInt32(0);
  return s;
}
console.log('own', int32(own), int32(new DataView(new ArrayBuffer(8))), int32({ getInt32: () => 4 }));

// shadowed between the instance and the prototype that has the method
Uint8Array.prototype.subarray = function () {
  return Uint8Array.of(9, 9, 9);
};
all('subarray of Uint8Array');
delete Uint8Array.prototype.subarray;
const typed = Object.getPrototypeOf(Uint8Array.prototype);
const { subarray } = typed;
typed.subarray = function (...args) {
  return subarray.apply(this, args).slice(1);
};
all('subarray of all');
typed.subarray = subarray;

// while the loop runs, and by a setter of an argument
const { push } = Array.prototype;
function during(n) {
  const list = [];
  for (let i = 0; i < n; i++) {
    list.push(i);
    if (i === 1)
      Array.prototype.push = function (x) {
        return push.call(this, x * 100);
      };
  }
  return list.join();
}
console.log('during', during(4));
all('push');
Array.prototype.push = push;
// the method is read before its arguments are evaluated
function order(text) {
  const list = [];
  for (let i = 0; i < 2; i++) {
    list.push(
      text.charCodeAt(
        {
          valueOf() {
            String.prototype.charCodeAt = () => -1;
            return i;
          },
        }.valueOf(),
      ),
    );
  }
  String.prototype.charCodeAt = charCodeAt;
  return list.join();
}
console.log('order', order('ab'));

// receivers that have no such method, or another kind
for (const text of [null, undefined, 5, {}, new String('xy'), ['ab']])
  try {
    console.log(codes(text));
  } catch (e) {
    console.log(e.name, e.message);
  }
for (const list of [Object.freeze([1]), Object.seal([1]), Object.assign([1], { push: () => 'own' }), { length: 1, push }])
  try {
    let last;
    for (let i = 0; i < 2; i++) last = list.push(i);
    console.log(last, list.length);
  } catch (e) {
    console.log(e.name, e.message);
  }
const changed = [];
Object.setPrototypeOf(changed, { push: (x) => `other ${x}` });
function pushTo(list) {
  let last;
  for (let i = 0; i < 2; i++) last = list.push(i);
  return last;
}
console.log(pushTo(changed), pushTo([]));
Object.setPrototypeOf(Array.prototype, { extra: 1 });
console.log(pushTo([]), [].extra);
// a rope that a loop reads for the first time
let rope = '';
for (let i = 0; i < 100; i++) rope += String.fromCharCode(48 + (i % 10));
console.log(codes(rope), codes(rope + rope), codes(rope.slice(10, 40)), codes(rope.slice(10, 40) + '\u4e00'));
console.log(past(''), codes(''));
