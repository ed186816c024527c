// The editor of queries. It stands in a shadow root, where its styles need no style element,
// which the page's policy would not let pass.

const EDITOR = (() => {
  const { EditorView, EditorState, Prec, keymap, tags } = CodeMirror;
  const colours = CodeMirror.HighlightStyle.define([
    { tag: tags.keyword, color: "var(--keyword)", fontWeight: "600" },
    { tag: tags.variableName, color: "var(--variable)" },
    { tag: [tags.string, tags.annotation], color: "var(--string)" },
    { tag: [tags.integer, tags.float, tags.bool], color: "var(--figure)" },
    { tag: [tags.namespace, tags.url, tags.typeName, tags.name], color: "var(--name)" },
    { tag: tags.comment, color: "var(--soft)", fontStyle: "italic" },
  ]);
  // Names with a prefix have no colour in the language as it comes.
  const names = CodeMirror.styleTags({ "Pname_ln Pname_ns": tags.name, A_predicate: tags.keyword, Langtag: tags.annotation });
  const looks = EditorView.theme({
    "&": { fontSize: "14px", background: "var(--panel)", color: "var(--ink)", borderRadius: "8px", border: "1px solid var(--edge)" },
    "&.cm-focused": { outline: "2px solid var(--accent)", outlineOffset: "1px" },
    ".cm-scroller": { fontFamily: "ui-monospace, monospace", lineHeight: "1.55", minHeight: "190px", maxHeight: "46vh" },
    ".cm-content": { caretColor: "var(--ink)", padding: "8px 0" },
    ".cm-cursor": { borderLeftColor: "var(--ink)" },
    ".cm-gutters": { background: "var(--tint)", color: "var(--soft)", border: "0", borderRadius: "8px 0 0 8px" },
    ".cm-activeLine, .cm-activeLineGutter": { background: "color-mix(in srgb, var(--tint) 70%, transparent)" },
    "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { background: "var(--subject)" },
    "&.cm-focused .cm-matchingBracket": { background: "var(--trigger)", color: "inherit" },
    ".cm-tooltip": { background: "var(--panel)", color: "var(--ink)", border: "1px solid var(--edge)", borderRadius: "8px", boxShadow: "0 8px 24px rgb(0 0 0 / .18)" },
    ".cm-tooltip.cm-tooltip-autocomplete > ul": { maxHeight: "17em", maxWidth: "min(720px, 90vw)", fontFamily: "inherit" },
    ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "3px 10px 3px 4px" },
    ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { background: "var(--subject)", color: "var(--ink)" },
    ".cm-completionDetail": { color: "var(--soft)", fontStyle: "normal", marginLeft: "12px", fontSize: "12.5px" },
    "li[aria-selected] .cm-completionDetail": { color: "var(--ink)" },
    ".cm-completionIcon": { color: "var(--soft)", opacity: "1", width: "1.4em" },
    ".cm-completionIcon-entity:after": { content: "'◆'" },
    ".cm-diagnostic-error": { borderLeftColor: "var(--warn)" },
    ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--warn)", textUnderlineOffset: "3px" },
    ".cm-lint-marker-error": { content: "none" },
    ".cm-lint-marker-error:after": { content: "'●'", color: "var(--warn)" },
  });
  const root = byId("editor").attachShadow({ mode: "open" });
  const view = new EditorView({
    parent: root,
    root,
    state: EditorState.create({
      extensions: [
        Prec.highest(keymap.of([{ key: "Mod-Enter", run: () => (byId("run").click(), true) }])),
        CodeMirror.lineNumbers(),
        CodeMirror.highlightActiveLine(),
        CodeMirror.highlightActiveLineGutter(),
        CodeMirror.drawSelection(),
        CodeMirror.history(),
        CodeMirror.bracketMatching(),
        CodeMirror.closeBrackets(),
        CodeMirror.autocompletion({ override: [completions], icons: true, activateOnTypingDelay: 60 }),
        CodeMirror.indentUnit.of("  "),
        CodeMirror.lintGutter(),
        CodeMirror.SparqlLanguage.configure({ props: [names] }),
        CodeMirror.syntaxHighlighting(colours),
        EditorView.lineWrapping,
        looks,
        EditorView.contentAttributes.of({ "aria-label": say("editor"), "aria-describedby": "editor-keys", spellcheck: "false" }),
        keymap.of([
          ...CodeMirror.closeBracketsKeymap, ...CodeMirror.completionKeymap, ...CodeMirror.historyKeymap,
          ...CodeMirror.defaultKeymap,
        ]),
      ],
    }),
  });
  // What a label of another tree describes is not found from within a shadow root.
  root.append(make("span", { id: "editor-keys", hidden: true }, say("keys")));

  return {
    text: () => view.state.doc.toString(),

    /** Show another query; what stood there comes back by undo. */
    setText(text) {
      if (text !== view.state.doc.toString())
        view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, selection: { anchor: 0 } });
    },

    /** Mark the place of a mistake and go there; line and column count from 1, in characters. */
    point(line, column, message) {
      const at = view.state.doc.line(Math.min(Math.max(line, 1), view.state.doc.lines));
      const before = [...at.text].slice(0, Math.max(column - 1, 0)).join("");
      const from = Math.min(at.from + before.length, at.to);
      const word = /^(?:[\p{L}\p{N}_:-]+|\S)/u.exec(at.text.slice(before.length))?.[0] ?? "";
      const start = word ? from : Math.max(from - 1, at.from);
      const mark = { from: start, to: Math.max(from + word.length, start), severity: "error", message };
      view.dispatch(CodeMirror.setDiagnostics(view.state, [mark]));
      view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: "center" }) });
      view.focus();
    },

    /** Take the marks away. */
    clear: () => view.dispatch(CodeMirror.setDiagnostics(view.state, [])),
    view,
  };
})();
