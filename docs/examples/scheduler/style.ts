/** The style of the page: plain CSS, nothing from elsewhere. */
export const style = `
:root {
  color-scheme: light dark;
  --page: #f7f5f2; --card: #ffffff; --line: #e4dfd8; --text: #1b1917; --muted: #635d56; --link: #9c3a26; --focus: #b4472f;
  --scheduled: #ece6de; --publishing: #fff0c2; --published: #d8efdf; --parked: #fbdcd7; --now: #f7ddd2;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #110f0e; --card: #1a1816; --line: #322e2a; --text: #f4f0eb; --muted: #aba39a; --link: #f0a184; --focus: #f0a184;
    --scheduled: #322e2a; --publishing: #4a3b10; --published: #1c3a27; --parked: #4d211c; --now: #46291f;
  }
}
*, *::before, *::after { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
main, footer { max-width: 64rem; margin: 0 auto; padding: 1rem; }
footer, .muted, .hint { color: var(--muted); }
h1, h2, h3, p, ul, ol { margin: 0; padding: 0; }
h1 { font-size: 1.5rem; }
h2 { font-size: 1.125rem; margin: 1.5rem 0 0.5rem; }
h3 { font-size: 1rem; overflow-wrap: anywhere; }
ul, .posts { list-style: none; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
#notice:empty { display: none; }
#notice { margin-top: 0.75rem; padding: 0.5rem 0.75rem; border-radius: 0.5rem; background: var(--scheduled); }
#notice.bad { border-left: 3px solid var(--link); }
table { width: 100%; border-collapse: collapse; table-layout: fixed; background: var(--card); margin-top: 0.5rem; }
th, td { border: 1px solid var(--line); padding: 0.25rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { font-weight: 600; }
tbody th { color: var(--muted); font-weight: 400; font-variant-numeric: tabular-nums; }
.now > * { background: var(--now); }
.now th { color: var(--text); }
.chip, .state { border-radius: 0.5rem; padding: 0.125rem 0.5rem; color: var(--text); background: var(--scheduled); }
.chip { display: block; text-decoration: none; font-size: 0.875rem; }
.chip[draggable="true"] { cursor: grab; }
.publishing { background: var(--publishing); } .published { background: var(--published); } .parked { background: var(--parked); }
.chip .muted { color: var(--text); }
.chip.cancelled { text-decoration: line-through; }
.accounts, .acts { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: center; }
.accounts li { display: flex; gap: 0.5rem; align-items: center; }
.posts { display: grid; gap: 0.5rem; }
.post { background: var(--card); border: 1px solid var(--line); border-radius: 0.75rem; padding: 0.75rem 1rem; }
.acts { margin-top: 0.5rem; }
.history { padding-left: 1.5rem; }
.fault, .history { overflow-wrap: anywhere; }
button, select { font: inherit; padding: 0.125rem 0.625rem; border: 1px solid var(--muted); border-radius: 0.5rem; background: var(--card); color: var(--text); }
form { display: flex; flex-wrap: wrap; gap: 0.375rem; align-items: center; }
`;
