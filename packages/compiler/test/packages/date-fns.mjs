import {
  addDays,
  addMonths,
  differenceInMonths,
  eachDayOfInterval,
  format,
  formatDistance,
  formatISO,
  getISOWeek,
  intervalToDuration,
  isBefore,
  isValid,
  parse,
  parseISO,
  startOfWeek,
} from 'date-fns';

const d = new Date(Date.UTC(2024, 1, 29, 13, 5, 9));
console.log(
  format(d, "yyyy-MM-dd'T'HH:mm:ss EEEE do MMMM QQQ h:mm a"),
  formatISO(addDays(d, 10)),
  differenceInMonths(new Date(2025, 5, 1), d),
  parseISO('2020-02-30').getTime(),
  formatDistance(d, addDays(d, 40)),
  startOfWeek(d).toISOString(),
  isBefore(d, new Date(0)),
  eachDayOfInterval({ start: d, end: addDays(d, 3) }).length,
  intervalToDuration({ start: d, end: addMonths(d, 15) }),
  parse('02/03/2021 14:30', 'dd/MM/yyyy HH:mm', new Date(0)).toISOString(),
  getISOWeek(d),
  isValid(parseISO('x')),
);
