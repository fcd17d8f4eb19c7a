// Built-ins whose names are put together at run time: the program mentions none of them.
const list = [3, 1, 2];
const sorter = 'so' + 'rt';
console.log(list['ma' + 'p']((x) => x + 1).length, [...list][sorter]().length);
function convert(text, target) {
  return text[`to${target}Case`]();
}
console.log(convert('aBc', 'Upper'), convert('aBc', 'Lower'));
for (const first of ['s', 'S']) {
  const name = () => first + 'lice';
  console.log(typeof list[name()]);
}
let name = 'f';
name += 'loor';
console.log(
  Math[name](2.5),
  ['en', 'Ends'].some((start) => `${start}tries` in Object),
);
const { ['fin' + 'dIndex']: find } = list;
console.log(find.call(list, (x) => x === 2));
for (const part of 'every,flatMap'.split(',')) console.log(typeof list[part]);
class Base {}
class Derived extends Base {
  read(suffix) {
    return typeof super[`propertyIs${suffix}`];
  }
}
console.log(new Derived().read('Enumerable'));
console.log(typeof Array.prototype[['copy', 'Within'].join('')], typeof ''[String.fromCharCode(97, 116)]);
