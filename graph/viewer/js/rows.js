// A long table of which only the rows in sight are in the page, for the mouse and the keyboard.

const ROW_HEIGHT = 34; // as viewer.css has it
const SPARE = 12; // rows above and below what is in sight, so that scrolling shows no gap
const PAGE_ROWS = 15;

// ``cellsOf`` makes the cells of an item, ``openItem`` is called for one that is clicked or entered.
class Rows {
  constructor(table, { cellsOf, openItem, isChosen }) {
    this.table = table;
    this.scroller = table.parentElement;
    this.body = table.tBodies[0];
    Object.assign(this, { cellsOf, openItem, isChosen, items: [], at: -1, from: -1 });
    this.scroller.addEventListener("scroll", () => this.draw());
    table.addEventListener("keydown", (event) => this.onKey(event));
    this.body.addEventListener("click", (event) => {
      const row = event.target.closest("tr[data-row]");
      if (row) this.enter(Number(row.dataset.row));
    });
    new ResizeObserver(() => this.draw({ anew: true })).observe(this.scroller);
  }

  show(items) {
    const same = items.length === this.items.length && items.every((item, i) => item === this.items[i]);
    if (!same) {
      this.at = -1;
      this.scroller.scrollTop = 0;
    }
    this.items = items;
    this.table.setAttribute("aria-rowcount", String(items.length + 1));
    this.draw({ anew: true });
  }

  inSight() {
    const head = this.table.tHead?.offsetHeight ?? 0;
    const first = Math.floor(this.scroller.scrollTop / ROW_HEIGHT);
    return [first, Math.ceil((this.scroller.scrollTop + this.scroller.clientHeight - head) / ROW_HEIGHT)];
  }

  draw({ anew = false } = {}) {
    if (!this.scroller.clientHeight) return;
    const [first, last] = this.inSight();
    const from = Math.max(0, first - SPARE);
    if (!anew && Math.abs(from - this.from) < SPARE / 2) return;
    this.from = from;
    const until = Math.min(this.items.length, last + SPARE);
    const rows = [];
    for (let index = from; index < until; index += 1) rows.push(this.row(index));
    const gap = (count) => {
      const row = make("tr", { class: "gap", "aria-hidden": "true" });
      row.style.height = `${count * ROW_HEIGHT}px`;
      return row;
    };
    this.body.replaceChildren(gap(from), ...rows, gap(this.items.length - until));
    this.tellActive();
  }

  row(index) {
    const item = this.items[index];
    const look = { id: `${this.table.id}-${index}`, "data-row": index, "aria-rowindex": index + 2 };
    if (this.isChosen(item)) look["aria-selected"] = "true";
    if (index === this.at) look.class = "active";
    return make("tr", look, this.cellsOf(item));
  }

  // The row that the arrow keys have come to, told to screen readers while it is in the page.
  tellActive() {
    const id = `${this.table.id}-${this.at}`;
    if (document.getElementById(id)) this.table.setAttribute("aria-activedescendant", id);
    else this.table.removeAttribute("aria-activedescendant");
  }

  goTo(index) {
    if (!this.items.length) return;
    this.at = Math.max(0, Math.min(this.items.length - 1, index));
    const [first, last] = this.inSight();
    const height = last - first - 1;
    if (this.at < first + 1) this.scroller.scrollTop = this.at * ROW_HEIGHT;
    else if (this.at >= first + height) this.scroller.scrollTop = (this.at - height + 1) * ROW_HEIGHT;
    this.draw({ anew: true });
  }

  enter(index) {
    this.at = index;
    this.openItem(this.items[index]);
  }

  onKey(event) {
    if (event.target !== this.table) return;
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE_ROWS, PageUp: -PAGE_ROWS };
    const ends = { Home: 0, End: this.items.length - 1 };
    if (event.key in steps) this.goTo(this.at + steps[event.key]);
    else if (event.key in ends) this.goTo(ends[event.key]);
    else if (event.key === "Enter" && this.at >= 0) this.enter(this.at);
    else return;
    event.preventDefault();
  }
}
