// The times of facts, as they are ordered and drawn: with a year, without one, or none at all.

const DAY = 864e5; // milliseconds
const LEAP = 2000; // stands for a year that is not known: it has a 29th of February

const TIME = /^(?:(\d{4})|-)?(?:-(\d\d))?(?:-(\d\d))?(?:T(\d\d:\d\d))?$/;

// What a time means: ``day`` its text without the clock, the first and last day that it covers as numbers of days,
// and whether its year is known; null where it says no more than a clock, or a day of some month, or no such day.
function spanOf(time) {
  const [, year, month, day] = TIME.exec(time ?? "") ?? [];
  if ((!year && !month) || month > 12 || month === "00" || day === "00") return null;
  const from = dayNumber(year ?? LEAP, month ?? 1, day ?? 1);
  if (day && new Date(from * DAY).getUTCDate() !== Number(day)) return null;
  const until = day ? from : dayNumber(year ?? LEAP, Number(month ?? 12) + 1, 0);
  return { day: time.split("T")[0], dated: Boolean(year), from, until };
}

function dayNumber(year, month, day) {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return Math.round(date / DAY);
}

// Known years before unknown ones, and what is without a date last of all.
function timeOrder(time) {
  const span = spanOf(time);
  if (!span) return null;
  const clock = time.split("T")[1] ?? "";
  return (span.dated ? 0 : 1e9) + span.from + (span.until - span.from) / 1e3 + clock.replace(":", "") / 1e9;
}

// The facts of each day, month or year that is told, by its text.
const FACTS_AT = new LateMap(() => {
  const found = new Map();
  for (const fact of DATA.facts) {
    const span = spanOf(fact.time);
    if (!span) continue;
    if (!found.has(span.day)) found.set(span.day, []);
    found.get(span.day).push(fact);
  }
  return found;
});

const dateText = (day) => timeText({ time: day }) || say("undated");
