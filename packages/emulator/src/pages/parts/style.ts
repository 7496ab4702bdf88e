/** The one stylesheet of every page: plain CSS, no build step, no font or image from elsewhere. */
export const style = `
:root {
  color-scheme: light dark;
  --page: #f6f6f4; --card: #ffffff; --sunken: #f0f0ed; --line: #dededa; --line-strong: #8a8a85;
  --text: #161614; --muted: #5d5d58; --link: #1355b8; --accent: #1b1b19; --on-accent: #ffffff;
  --note: #fff0c2; --on-note: #4d3900; --good: #1c6b3a; --bad: #a8241c; --focus: #1355b8; --bar: #e3ebf8;
  --radius: 1rem; --gap: 1rem;
  --shadow: 0 1px 2px rgb(0 0 0 / 4%), 0 8px 24px rgb(0 0 0 / 5%);
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0e0e0d; --card: #191918; --sunken: #242422; --line: #32322f; --line-strong: #85857f;
    --text: #f1f1ee; --muted: #a9a9a3; --link: #8ab6ff; --accent: #f1f1ee; --on-accent: #161614;
    --note: #4a3b10; --on-note: #ffe9b3; --good: #7fd59e; --bad: #ff9c93; --focus: #8ab6ff; --bar: #26354d;
    --shadow: none;
  }
}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; min-height: 100vh; display: flex; flex-direction: column;
  background: var(--page); color: var(--text);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans CJK JP", sans-serif;
}
h1, h2, h3, p, ul, ol, dl, dd, figure, fieldset, blockquote { margin: 0; padding: 0; border: 0; }
ul, ol { list-style: none; }
h1 { font-size: 1.375rem; line-height: 1.25; letter-spacing: -0.01em; text-wrap: balance; }
h2 { font-size: 1rem; line-height: 1.4; }
a { color: var(--link); text-underline-offset: 0.15em; }
code { font: 0.875em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
img, video { display: block; max-width: 100%; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 0.375rem; }
.skip { position: absolute; left: 0.75rem; top: -4rem; z-index: 1; padding: 0.5rem 0.75rem; background: var(--card); }
.skip:focus { top: 0.5rem; }
.muted { color: var(--muted); }
.small { font-size: 0.875rem; }
.stack { display: grid; gap: var(--gap); grid-template-columns: minmax(0, 1fr); }
.stack.tight { gap: 0.375rem; }

.bar { border-bottom: 1px solid var(--line); background: var(--card); }
.bar-inner, .main, .foot { width: 100%; max-width: 40rem; margin: 0 auto; padding: 0.75rem 1rem; }
.narrow :is(.bar-inner, .main, .foot) { max-width: 30rem; }
.wide :is(.bar-inner, .main, .foot) { max-width: 70rem; }
.bar-inner { display: flex; flex-wrap: wrap; align-items: center; gap: 0.25rem 1.25rem; }
.brand { font-weight: 700; color: inherit; text-decoration: none; margin-right: auto; }
.bar nav ul { display: flex; gap: 1.25rem; }
.bar nav a { color: var(--muted); text-decoration: none; padding: 0.375rem 0; display: block; }
.bar nav a:hover, .bar nav a[aria-current] { color: var(--text); text-decoration: underline; }
.main { flex: 1; padding-block: 1.5rem 2.5rem; }
.foot { color: var(--muted); font-size: 0.875rem; padding-block: 0 1.5rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: var(--radius); box-shadow: var(--shadow); }
.pad { padding: 1.25rem; }
.empty { padding: 2rem 1.25rem; text-align: center; color: var(--muted); }

.avatar {
  flex: none; width: 2.5rem; height: 2.5rem; border-radius: 50%; display: grid; place-items: center;
  color: #ffffff; font-weight: 650;
}
.hue-0 { background: #b0413e; } .hue-1 { background: #9a5b13; } .hue-2 { background: #2f7547; }
.hue-3 { background: #1d6f85; } .hue-4 { background: #4a5fc1; } .hue-5 { background: #8b4a9c; }
.avatar.large { width: 4rem; height: 4rem; font-size: 1.5rem; }
.person { display: flex; align-items: center; gap: 0.75rem; min-width: 0; }
.person > :last-child { min-width: 0; overflow-wrap: anywhere; }
.name { font-weight: 650; color: inherit; text-decoration: none; }
a.name:hover { text-decoration: underline; }
.row { display: flex; align-items: center; gap: 0.75rem; padding: 0.875rem 1.25rem; }
.list > li + li { border-top: 1px solid var(--line); }
.list a.row { color: inherit; text-decoration: none; }
.list a.row:hover { background: var(--sunken); }
.list > li:first-child > .row { border-radius: var(--radius) var(--radius) 0 0; }
.list > li:last-child > .row { border-radius: 0 0 var(--radius) var(--radius); }
.list > li:only-child > .row { border-radius: var(--radius); }

.mark {
  display: inline-block; padding: 0.0625rem 0.5rem; border-radius: 1rem; background: var(--sunken); color: var(--text);
  font-size: 0.8125rem;
}
.verified {
  display: inline-grid; place-items: center; width: 1rem; height: 1rem; border-radius: 50%; align-self: center;
  background: var(--link); color: var(--card); font-size: 0.6875rem; font-weight: 800; line-height: 1;
}
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.marks { display: flex; flex-wrap: wrap; gap: 0.375rem; }
.post { display: grid; grid-template-columns: 2.5rem minmax(0, 1fr); gap: 0.5rem 0.75rem; padding: 1rem 1.25rem; }
.post-body { display: grid; gap: 0.625rem; min-width: 0; grid-template-columns: minmax(0, 1fr); }
.post-head { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 0.5rem; overflow-wrap: anywhere; }
.post-head time { color: var(--muted); font-size: 0.875rem; }
.post-head a.when { color: var(--muted); text-decoration: none; }
.post-head a.when:hover { text-decoration: underline; }
.post-text { white-space: pre-wrap; overflow-wrap: anywhere; }
.post-foot { color: var(--muted); font-size: 0.875rem; display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; }
.post-foot a { color: inherit; }
.posts > li + li { border-top: 1px solid var(--line); }
.posts .posts { margin-left: 1.25rem; border-left: 2px solid var(--line); }
.ghost { border: 2px dashed var(--line-strong); border-radius: 0.75rem; padding: 0.625rem 0.75rem; }
.spoiler > summary { cursor: pointer; background: var(--sunken); border-radius: 0.25rem; padding: 0 0.375rem; }
.post-text .spoiler, .post-text .spoiler > summary { display: inline; }
.post-text .spoiler[open] > summary { margin-right: 0.25rem; }
.post-text .spoiler::details-content { display: none; }
.post-text .spoiler[open]::details-content { display: inline; }

.media img, .media video {
  width: 100%; max-height: 26rem; object-fit: cover; border-radius: 0.75rem; background: var(--sunken); border: 1px solid var(--line);
}
.media figcaption { color: var(--muted); font-size: 0.8125rem; margin-top: 0.25rem; overflow-wrap: anywhere; }
.media img { min-height: 8rem; color: var(--muted); font-size: 0.875rem; }
.carousel { display: flex; gap: 0.5rem; overflow-x: auto; scroll-snap-type: x mandatory; padding-bottom: 0.5rem; }
.carousel > li { flex: 0 0 70%; scroll-snap-align: start; }
.carousel .media img, .carousel .media video { height: 15rem; }
.inset { border: 1px solid var(--line); border-radius: 0.75rem; overflow: hidden; }
.inset .post { padding: 0.75rem; grid-template-columns: 1.5rem minmax(0, 1fr); }
.inset .avatar { width: 1.5rem; height: 1.5rem; font-size: 0.75rem; }
.link-card { display: block; padding: 0.75rem; color: inherit; text-decoration: none; overflow-wrap: anywhere; }
.link-card:hover { background: var(--sunken); }
.poll { display: grid; gap: 0.375rem; }
.poll li {
  position: relative; display: flex; justify-content: space-between; gap: 1rem; padding: 0.5rem 0.75rem; overflow: hidden;
  border: 1px solid var(--line); border-radius: 0.625rem; overflow-wrap: anywhere;
}
.poll span { position: relative; min-width: 0; }
.poll-share { flex: none; font-variant-numeric: tabular-nums; font-weight: 650; }
.poll-bar { appearance: none; position: absolute; inset: 0; width: 100%; height: 100%; border: 0; background: transparent; }
.poll-bar::-webkit-progress-bar { background: transparent; }
.poll-bar::-webkit-progress-value { background: var(--bar); }
.poll-bar::-moz-progress-bar { background: var(--bar); }
.long-text { padding: 0.75rem; max-height: 16rem; overflow-y: auto; white-space: pre-wrap; overflow-wrap: anywhere; }

.bold { font-weight: 700; } .italic { font-style: italic; } .highlight { background: var(--note); color: var(--on-note); }
.underline { text-decoration: underline; } .strikethrough { text-decoration: line-through; }
.underline.strikethrough { text-decoration: underline line-through; }

.consent-head { display: grid; justify-items: center; gap: 0.75rem; text-align: center; overflow-wrap: anywhere; }
fieldset { min-width: 0; }
legend { padding: 0; font-weight: 650; margin-bottom: 0.5rem; }
.choice { display: grid; grid-template-columns: 1.25rem minmax(0, 1fr); gap: 0 0.75rem; padding: 0.75rem 1rem; cursor: pointer; }
.choice.fixed { cursor: default; }
.choice:hover:not(.fixed) { background: var(--sunken); }
.choice input { width: 1.25rem; height: 1.25rem; margin: 0.125rem 0 0; accent-color: var(--link); }
.choice .detail { grid-column: 2; }
.choice code { display: block; }
.choices { border: 1px solid var(--line); border-radius: 0.75rem; overflow: hidden; }
.choices > li + li { border-top: 1px solid var(--line); }
.choices .choice:focus-within { box-shadow: inset 0 0 0 3px var(--focus); }
.choices input:focus-visible { outline: none; }
.actions { display: grid; gap: 0.625rem; }
.button {
  font: inherit; font-weight: 650; padding: 0.75rem 1rem; border-radius: 0.75rem; cursor: pointer; min-height: 3rem;
  border: 1px solid var(--line-strong); background: transparent; color: var(--text);
}
.button:hover { background: var(--sunken); }
.button.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
.button.primary:hover { opacity: 0.88; }

summary.row { cursor: pointer; }
summary.row::before { content: "\\25B8" / ""; }
details[open] > summary.row::before { content: "\\25BE" / ""; }
@media (prefers-reduced-motion: no-preference) { .button, .list a.row { transition: background-color 120ms; } }
@media (max-width: 26rem) {
  .posts .posts { margin-left: 0.625rem; }
  .posts .posts .post { grid-template-columns: 1.75rem minmax(0, 1fr); }
  .posts .posts .avatar { width: 1.75rem; height: 1.75rem; font-size: 0.8125rem; }
  .pad, .post, .row { padding-inline: 1rem; }
}
`;
