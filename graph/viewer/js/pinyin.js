// Names by what is typed: their own characters, pinyin, the initials of pinyin, and any mixture of these.

// The readings of each character: [letters, whether it is rare]. ü, written v, is typed as v, u or yu.
const readings = late(() => {
  const found = new Map();
  for (const [reading, characters] of Object.entries(embedded("readings"))) {
    const spelt = reading.includes("v") ? [reading, reading.replace("v", "u"), reading.replace("v", "yu")] : [reading];
    characters.split("|").forEach((list, rare) => {
      for (const character of list)
        found.set(character, [...(found.get(character) ?? []), ...spelt.map((letters) => [letters, rare])]);
    });
  }
  return found;
});

// What is typed, as names are compared: small letters without tones, ü as v, no spaces and no apostrophes.
const typed = (text) =>
  text.normalize("NFKC").toLowerCase().replaceAll("ü", "v").normalize("NFD").replaceAll("u\u0308", "v")
    .replace(/[\u0300-\u036f\s'’·]/g, "").normalize("NFC");

const HAN = /^\p{Script=Han}$/u;
const folded = (name) => [...name].map((character) => (HAN.test(character) ? character : typed(character) || " "));

// How far ``wanted`` from ``at`` on goes in the name from ``from`` on: the end in the name and whether a syllable was
// cut short, an initial stood for one, or a rare reading was needed; null where it does not fit.
function spells(name, from, wanted, at, found) {
  if (at === wanted.length) return { ...found, end: from };
  if (from === name.length) return null;
  const character = name[from];
  if (character === " ") return spells(name, from + 1, wanted, at, found);
  if (wanted.startsWith(character, at)) {
    const rest = spells(name, from + 1, wanted, at + character.length, found);
    if (rest) return rest;
  }
  for (const [letters, rare] of readings().get(character) ?? []) {
    if (letters[0] !== wanted[at]) continue;
    const rest = reads(name, from, wanted, at, letters, { ...found, rare: found.rare + rare });
    if (rest) return rest;
  }
  return null;
}

// The same where the character is read as ``letters``: the whole syllable, what is typed of the last, its initial.
function reads(name, from, wanted, at, letters, found) {
  let common = 1;
  while (common < letters.length && letters[common] === wanted[at + common]) common += 1;
  if (common === letters.length) {
    const rest = spells(name, from + 1, wanted, at + common, found);
    if (rest) return rest;
  } else if (at + common === wanted.length) return { ...found, cut: found.cut + 1, end: from + 1 };
  const double = letters[1] === "h" && common > 1;
  const initials = double ? [2, 1] : [1];
  for (const length of initials) {
    const rest = spells(name, from + 1, wanted, at + length, { ...found, cut: found.cut + 1 });
    if (rest) return rest;
  }
  return null;
}

// Where in a name the wanted text stands, and how well: 0 is the whole name; [from, to) counts characters.
function likeness(name, wanted) {
  const plainAt = name.join("").indexOf(wanted);
  if (plainAt >= 0) return plainLikeness(name, wanted, plainAt);
  let best = null;
  for (let from = 0; from < name.length && !best; from += 1) {
    const found = spells(name, from, wanted, 0, { cut: 0, rare: 0 });
    if (!found) continue;
    const whole = from === 0 && found.end === name.length;
    const rank = (whole ? 1 : from === 0 ? 3 : 5) + (found.cut ? 0.5 : 0) + (found.rare ? 0.25 : 0);
    best = { rank, from, to: found.end };
  }
  return best;
}

function plainLikeness(name, wanted, plainAt) {
  let [from, length] = [0, 0];
  while (length < plainAt) length += name[from++].length;
  let to = from;
  while (length < plainAt + wanted.length) length += name[to++].length;
  const whole = from === 0 && to === name.length;
  return { rank: whole ? 0 : from === 0 ? 2 : 4, from, to };
}
