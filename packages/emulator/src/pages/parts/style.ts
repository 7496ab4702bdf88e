/** The one stylesheet of every page: plain CSS, no build step, no font or image from elsewhere. */
export const style = `
:root {
  color-scheme: light dark;
  --page: #f7f5f2; --card: #ffffff; --sunken: #f3f0ec; --line: #e4dfd8; --line-strong: #8c857c;
  --text: #1b1917; --muted: #635d56; --link: #9c3a26; --accent: #1b1917; --on-accent: #ffffff;
  --note: #fff0c2; --on-note: #4d3900; --good: #1c6b3a; --bad: #b3261e; --focus: #b4472f; --bar: #f7ddd2; --like: #c2342a;
  --tile: #ece6de; --veil: rgb(30 24 20 / 45%);
  --radius: 1.125rem; --gap: 1rem;
  --shadow: 0 1px 2px rgb(60 40 20 / 4%), 0 6px 24px rgb(60 40 20 / 5%);
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #110f0e; --card: #1a1816; --sunken: #25221f; --line: #322e2a; --line-strong: #8c857c;
    --text: #f4f0eb; --muted: #aba39a; --link: #f0a184; --accent: #f4f0eb; --on-accent: #1b1917;
    --note: #4a3b10; --on-note: #ffe9b3; --good: #7fd59e; --bad: #ff9c93; --focus: #f0a184; --bar: #46291f; --like: #ff8177;
    --tile: #25221f; --veil: rgb(0 0 0 / 60%);
    --shadow: none;
  }
}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 1rem; }
body {
  margin: 0; min-height: 100vh; display: flex; flex-direction: column;
  background: var(--page); color: var(--text);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans CJK JP", sans-serif;
}
h1, h2, h3, p, ul, ol, dl, dd, figure, fieldset, blockquote { margin: 0; padding: 0; border: 0; }
ul, ol { list-style: none; }
h1 { font-size: 1.5rem; line-height: 1.25; letter-spacing: -0.015em; text-wrap: balance; overflow-wrap: anywhere; }
h2 { font-size: 1rem; line-height: 1.4; }
.page-title { font-size: 1.125rem; }
a { color: var(--link); text-underline-offset: 0.15em; }
code { font: 0.875em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
img, video { display: block; max-width: 100%; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 0.375rem; }
.skip { position: absolute; left: 0.75rem; top: -4rem; z-index: 3; padding: 0.5rem 0.75rem; background: var(--card); }
.skip:focus { top: 0.5rem; }
.muted { color: var(--muted); }
.small { font-size: 0.875rem; }
.stack { display: grid; gap: var(--gap); grid-template-columns: minmax(0, 1fr); align-content: start; }
.stack.tight { gap: 0.375rem; }
.icon { width: 1.25rem; height: 1.25rem; flex: none; fill: none; stroke: currentColor; stroke-width: 1.75; stroke-linecap: round; stroke-linejoin: round; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.bar { background: var(--card); border-bottom: 1px solid var(--line); }
.bar-inner, .main, .foot { width: 100%; max-width: 64rem; margin: 0 auto; padding: 0.75rem 1rem; }
.narrow :is(.bar-inner, .main, .foot) { max-width: 30rem; }
.bar-inner { display: flex; align-items: center; gap: 0.5rem 1.5rem; }
.brand { display: flex; align-items: center; gap: 0.625rem; color: inherit; text-decoration: none; line-height: 1.2; min-width: 0; }
.brand-mark svg { display: block; width: 2.25rem; height: 2.25rem; }
.brand-name { display: block; font-weight: 750; font-size: 1.125rem; letter-spacing: -0.02em; }
.brand-what { display: block; color: var(--muted); font-size: 0.75rem; }
nav a { display: flex; align-items: center; }
.bar nav ul { display: flex; }
.bar nav a { color: var(--muted); text-decoration: none; gap: 0.75rem; }
.bar nav a:hover { color: var(--text); }
.bar nav a[aria-current] { color: var(--text); font-weight: 650; }
.main { flex: 1; padding-block: 1.25rem 2.5rem; }
.foot { color: var(--muted); font-size: 0.875rem; padding-block: 0 1.5rem; }
.main > h1 { margin-bottom: 1rem; }

/* The navigation stands beside the page, or on a phone below it, where a thumb reaches it. */
@media (min-width: 64rem) {
  .workbench { display: grid; grid-template-columns: 13.5rem minmax(0, 1fr); grid-template-rows: 1fr auto; }
  .workbench .bar { grid-row: 1 / 3; border: 0; border-right: 1px solid var(--line); }
  .workbench .bar-inner { position: sticky; top: 0; flex-direction: column; align-items: stretch; padding: 1.25rem 0.875rem; gap: 1.5rem; }
  .workbench .brand { padding-inline: 0.375rem; }
  .workbench nav[aria-label="Pages"] ul { flex-direction: column; gap: 0.125rem; }
  .workbench .bar nav a { padding: 0.6875rem 0.75rem; border-radius: 0.75rem; }
  .workbench .bar nav a:hover, .workbench .bar nav a[aria-current] { background: var(--sunken); }
  .workbench .bar nav a[aria-current] .icon { stroke-width: 2.25; color: var(--link); }
  .workbench .main, .workbench .foot { padding-inline: 2rem; }
  .workbench .main { padding-top: 1.75rem; }
}
@media (max-width: 63.99rem) {
  .workbench { padding-bottom: 4rem; }
  .workbench .bar nav {
    position: fixed; inset: auto 0 0; z-index: 2; background: var(--card); border-top: 1px solid var(--line);
    padding-bottom: env(safe-area-inset-bottom);
  }
  .workbench .bar nav ul { max-width: 40rem; margin: 0 auto; }
  .workbench .bar nav li { flex: 1 1 0; min-width: 0; }
  .workbench .bar nav a { flex-direction: column; gap: 0.125rem; padding: 0.5rem 0 0.4375rem; font-size: clamp(0.5625rem, 2.8vw, 0.6875rem); line-height: 1.2; }
  .workbench .bar nav a[aria-current] { color: var(--link); }
}
.columns { display: grid; gap: 1.25rem; grid-template-columns: minmax(0, 40rem); justify-content: center; }
.columns > .people { order: -1; }
@media (min-width: 56rem) {
  .columns { grid-template-columns: minmax(0, 36rem) minmax(13rem, 17rem); }
  .columns > .people { order: 0; position: sticky; top: 1.75rem; align-self: start; max-height: calc(100vh - 3.5rem); overflow-y: auto; }
}

.card { background: var(--card); border: 1px solid var(--line); border-radius: var(--radius); box-shadow: var(--shadow); }
.pad { padding: 1.25rem; }
.empty { padding: 2rem 1.25rem; text-align: center; color: var(--muted); }
ol.card:empty, ol.card:not(:empty) ~ .when-empty { display: none; }
.notice { padding: 0.625rem 0.875rem; border-radius: 0.75rem; background: var(--sunken); margin-bottom: 1rem; white-space: pre-line; }
.notice:empty { display: none; }
.notice.bad { border-left: 3px solid var(--bad); }
.pager { display: flex; justify-content: center; gap: 1.5rem; }
.pager:empty { display: none; }

.avatar {
  flex: none; width: 2.5rem; height: 2.5rem; border-radius: 50%; display: grid; place-items: center;
  color: #ffffff; font-weight: 650;
}
.hue-0 { background: #b0413e; } .hue-1 { background: #96570f; } .hue-2 { background: #2f7547; }
.hue-3 { background: #1d6f85; } .hue-4 { background: #4a5fc1; } .hue-5 { background: #8b4a9c; }
.avatar.large { width: 4.5rem; height: 4.5rem; font-size: 1.75rem; }
.name { font-weight: 650; color: inherit; text-decoration: none; overflow-wrap: anywhere; }
a.name:hover { text-decoration: underline; }
.person { display: flex; align-items: center; gap: 0.75rem; min-width: 0; color: inherit; text-decoration: none; }
.person > :last-child { display: grid; min-width: 0; overflow-wrap: anywhere; line-height: 1.3; }
.person:hover .name { text-decoration: underline; }
.pad-title { padding: 1rem 1.25rem 0; }
.people { padding-bottom: 0.5rem; }
.people li { display: flex; align-items: center; justify-content: space-between; gap: 0.75rem; padding: 0.5rem 1.25rem; }
.people li .avatar { width: 2.25rem; height: 2.25rem; }
@media (max-width: 55.99rem) {
  .people h2 { display: none; }
  .people { padding: 0; }
  .people ul { display: flex; overflow-x: auto; padding: 0.375rem; }
  .people li { flex: none; gap: 0.5rem; padding: 0.375rem 0.625rem; }
  .people .person .muted { display: none; }
}

.profile-head { display: flex; justify-content: space-between; align-items: start; gap: 1rem; }
.profile-head > div { min-width: 0; }
.profile-acts { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; }
.row { display: flex; align-items: center; gap: 0.75rem; padding: 0.875rem 1.25rem; }
.list > li + li { border-top: 1px solid var(--line); }

.mark {
  display: inline-block; padding: 0.0625rem 0.5rem; border-radius: 1rem; background: var(--sunken); color: var(--text);
  font-size: 0.8125rem;
}
.verified {
  display: inline-grid; place-items: center; width: 1rem; height: 1rem; border-radius: 50%; align-self: center;
  background: var(--link); color: var(--card); font-size: 0.6875rem; font-weight: 800; line-height: 1;
}
.marks { display: flex; flex-wrap: wrap; gap: 0.375rem; }
.post { display: grid; grid-template-columns: 2.5rem minmax(0, 1fr); gap: 0.5rem 0.75rem; padding: 1rem 1.25rem 0.75rem; }
.post-body { display: grid; gap: 0.625rem; min-width: 0; grid-template-columns: minmax(0, 1fr); }
.post-head { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 0.4375rem; overflow-wrap: anywhere; }
.topic { color: var(--muted); }
.topic::before { content: "\\203A" / ""; margin-right: 0.4375rem; }
a.when { color: var(--muted); text-decoration: none; font-size: 0.9375rem; }
a.when:hover { text-decoration: underline; }
.post-text { white-space: pre-wrap; overflow-wrap: anywhere; }
.post-top { margin-bottom: -0.5rem; }
.posts > li + li { border-top: 1px solid var(--line); }
.posts .posts { margin-left: 1.25rem; border-left: 2px solid var(--line); }
.repost-head { display: flex; flex-wrap: wrap; align-items: center; gap: 0.25rem 0.75rem; padding: 0.75rem 1.25rem 0; color: var(--muted); font-size: 0.875rem; }
.repost-head .icon { width: 1.125rem; margin-left: 1.375rem; }
.repost-head .acts { margin-left: auto; }
.ghost { border: 2px dashed var(--line-strong); border-radius: 0.75rem; padding: 0.625rem 0.75rem; }
.spoiler > summary { cursor: pointer; background: var(--sunken); border-radius: 0.25rem; padding: 0 0.375rem; }
.post-text .spoiler, .post-text .spoiler > summary { display: inline; }
.post-text .spoiler[open] > summary { margin-right: 0.25rem; }
.post-text .spoiler::details-content { display: none; }
.post-text .spoiler[open]::details-content { display: inline; }

.post-foot { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0.25rem 0.5rem; margin-left: -0.625rem; }
.acts { display: flex; flex-wrap: wrap; align-items: center; gap: 0.125rem; }
.acts:has(.tiny) { gap: 0.375rem; margin-left: 0.625rem; }
.post-top { display: flex; align-items: start; justify-content: space-between; gap: 0.5rem; }
.post-top .act, .repost-head .act { min-height: 1.5rem; padding: 0.125rem 0.375rem; margin-right: -0.375rem; }
.post-top .icon, .repost-head .act .icon { width: 1.125rem; height: 1.125rem; margin: 0; }
.act {
  display: inline-flex; align-items: center; gap: 0.375rem; min-height: 2.25rem; padding: 0.25rem 0.625rem; border: 0; border-radius: 2rem;
  background: transparent; color: var(--muted); font: inherit; font-size: 0.875rem; font-variant-numeric: tabular-nums; position: relative;
}
button.act { cursor: pointer; }
button.act:hover { background: var(--sunken); color: var(--text); }
.act[aria-pressed="true"] { color: var(--like); }
.act[aria-pressed="true"] .icon { fill: currentColor; }

.composer { display: grid; grid-template-columns: 2.5rem minmax(0, 1fr); gap: 0.75rem; padding: 1rem 1.25rem; }
.composer-body { display: grid; gap: 0.375rem; grid-template-columns: minmax(0, 1fr); justify-items: start; }
.composer textarea {
  width: 100%; font: inherit; color: inherit; background: transparent; border: 0; padding: 0; resize: vertical; min-height: 3rem; field-sizing: content;
}
.composer textarea:focus-visible { outline: none; }
.composer:has(textarea:focus-visible) { box-shadow: inset 0 0 0 2px var(--focus); border-radius: var(--radius); }
::placeholder { color: var(--muted); opacity: 1; }
.composer .button.primary { justify-self: end; }
.extras { display: flex; flex-wrap: wrap; gap: 0 1rem; width: 100%; }
.more[open] { flex-basis: 100%; }
.more > summary { display: flex; align-items: center; gap: 0.5rem; width: fit-content; color: var(--muted); font-size: 0.875rem; cursor: pointer; padding: 0.1875rem 0; list-style: none; }
.more > summary::-webkit-details-marker { display: none; }
.more > summary:hover { color: var(--text); }
.fields { display: grid; gap: 0.625rem; padding: 0.375rem 0 0.625rem; grid-template-columns: repeat(auto-fit, minmax(min(12rem, 100%), 1fr)); }
.field { display: grid; gap: 0.25rem; font-size: 0.875rem; font-weight: 600; align-content: start; }
.field :is(input, select) {
  font: inherit; font-size: 1rem; font-weight: 400; width: 100%; min-width: 0; min-height: 2.625rem; padding: 0.375rem 0.625rem;
  color: var(--text); background: var(--card); border: 1px solid var(--line-strong); border-radius: 0.625rem;
}
.sheet {
  width: min(36rem, 100vw - 2rem); border: 1px solid var(--line); border-radius: var(--radius); padding: 0; background: var(--card); color: var(--text);
  box-shadow: 0 24px 64px rgb(0 0 0 / 24%);
}
.sheet::backdrop { background: var(--veil); }

.media { position: relative; overflow: hidden; border-radius: 0.875rem; }
.media img, .media video {
  position: relative; width: 100%; max-height: 28rem; object-fit: cover; border-radius: 0.875rem; background: var(--tile); border: 1px solid var(--line);
}
.media img { min-height: 9rem; }
/* Only of an image that cannot be loaded. */
.media img::after {
  content: attr(alt) / ""; position: absolute; inset: 0; display: grid; place-items: center; padding: 1.5rem; text-align: center;
  background: var(--tile) radial-gradient(circle at 50% 120%, var(--line) 0 45%, transparent 46%); color: var(--muted); font-size: 0.9375rem;
}
.media video { aspect-ratio: 4 / 3; }
.alt { position: absolute; left: 0.625rem; bottom: 0.625rem; max-width: calc(100% - 1.25rem); color: #ffffff; font-size: 0.8125rem; display: flex; flex-direction: column; }
.media:has(video) .alt { bottom: auto; top: 0.625rem; }
.alt > summary { width: fit-content; padding: 0.0625rem 0.4375rem; border-radius: 0.375rem; background: #1b1917; font-weight: 700; font-size: 0.6875rem; letter-spacing: 0.04em; cursor: pointer; list-style: none; }
.alt > summary::-webkit-details-marker { display: none; }
.alt p { margin-top: 0.25rem; padding: 0.375rem 0.625rem; border-radius: 0.5rem; background: #1b1917; overflow-wrap: anywhere; }
.carousel { display: flex; gap: 0.5rem; overflow-x: auto; scroll-snap-type: x mandatory; padding-bottom: 0.375rem; scrollbar-width: thin; }
.carousel > li { flex: 0 0 72%; scroll-snap-align: start; }
.carousel .media img, .carousel .media video { height: 17rem; }
.inset { border: 1px solid var(--line); border-radius: 0.875rem; overflow: hidden; }
.inset .post { padding: 0.75rem; grid-template-columns: 1.5rem minmax(0, 1fr); }
.inset .avatar { width: 1.5rem; height: 1.5rem; font-size: 0.75rem; }
.link-card { display: block; padding: 0.75rem; color: inherit; text-decoration: none; overflow-wrap: anywhere; }
.link-card:hover { background: var(--sunken); }
.poll { display: grid; gap: 0.375rem; flex: 1; }
.acts:has(.poll) { width: 100%; }
.poll li {
  position: relative; display: flex; align-items: center; gap: 0.75rem; min-height: 2.625rem; padding: 0 0.875rem; overflow: hidden;
  border: 1px solid var(--line); border-radius: 0.75rem; overflow-wrap: anywhere;
}
.poll li > :is(span, button) { position: relative; min-width: 0; }
.poll-option { flex: 1; align-self: stretch; font: inherit; color: inherit; text-align: start; background: transparent; border: 0; padding: 0.375rem 0; cursor: pointer; }
.poll-option::after { content: ""; position: absolute; inset: 0 -10rem 0 -1rem; }
.poll li:has(.poll-option:hover) { border-color: var(--line-strong); }
.poll li:has(.poll-option:focus-visible) { box-shadow: inset 0 0 0 3px var(--focus); }
.poll-option:focus-visible { outline: none; }
.poll-choice { color: var(--muted); font-size: 0.8125rem; }
.poll-share { flex: none; margin-left: auto; font-variant-numeric: tabular-nums; font-weight: 650; pointer-events: none; }
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
  font: inherit; font-weight: 650; padding: 0.75rem 1rem; border-radius: 0.75rem; cursor: pointer; min-height: 3rem; flex: none;
  border: 1px solid var(--line-strong); background: transparent; color: var(--text); position: relative;
}
.button:hover { background: var(--sunken); }
.button.small { min-height: 2.25rem; padding: 0.25rem 1rem; border-radius: 2rem; font-size: 0.875rem; }
.button.tiny { min-height: 1.875rem; padding: 0.0625rem 0.75rem; border-radius: 2rem; font-size: 0.8125rem; border-color: var(--line); }
.button.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
.button.primary:hover { opacity: 0.88; }

summary.row { cursor: pointer; }
summary.row::before { content: "\\25B8" / ""; }
details[open] > summary.row::before { content: "\\25BE" / ""; }
@media (prefers-reduced-motion: no-preference) { .button, .act, nav a { transition: background-color 120ms, color 120ms; } }
@media (max-width: 30rem) {
  .main { padding-inline: 0.75rem; }
  .posts .posts { margin-left: 0.5rem; }
  .post, .composer { grid-template-columns: 2rem minmax(0, 1fr); gap: 0.5rem 0.625rem; }
  .post .avatar, .composer .avatar { width: 2rem; height: 2rem; font-size: 0.875rem; }
  .posts .posts .post { grid-template-columns: 1.5rem minmax(0, 1fr); }
  .posts .posts .avatar { width: 1.5rem; height: 1.5rem; font-size: 0.75rem; }
  .pad, .post, .row, .composer { padding-inline: 0.875rem; }
  .post-foot > .acts:not(:has(.tiny)) { flex-wrap: nowrap; gap: 0; flex: 1; justify-content: space-between; }
  .post-foot { margin-inline: -0.375rem; }
  .post-foot .act { padding-inline: 0.375rem; gap: 0.25rem; }
  .post-foot .act .icon { width: 1.125rem; }
  .carousel > li { flex-basis: 85%; }
  .repost-head { padding-inline: 0.875rem; }
}
`;
