/** How button and panel stand in the page. Fixed: nothing of the page moves, whether they are there or not. */
export const embedStyles = `
:host { all: initial; position: fixed; z-index: 2147483000; right: 0; bottom: 0; width: 0; height: 0; color-scheme: light }
:host([data-theme=dark]) { color-scheme: dark }
button { min-height: 44px; padding: 0 18px; border: 1px solid light-dark(#1c1c1a, #edece7);
  border-radius: 22px; background: light-dark(#1c1c1a, #edece7); color: light-dark(#fff, #141413); cursor: default;
  font: 600 15px/20px ui-sans-serif, system-ui, 'Segoe UI', Roboto, sans-serif }
button:focus-visible { outline: 3px solid light-dark(#2b59c3, #9ab6ff); outline-offset: 2px }
button:first-child { position: fixed; right: 20px; bottom: 20px }
p { margin: 20px 20px 12px; letter-spacing: normal; color: light-dark(#1c1c1a, #edece7); font: 15px/22px ui-sans-serif, system-ui, sans-serif }
p + button { margin: 0 20px }
p ~ iframe { visibility: hidden }
b { display: inline-block; min-width: 12px; margin: 0 -6px 0 8px; padding: 0 5px; border-radius: 10px; text-align: center; font: 600 13px/20px inherit;
  background: light-dark(#fff, #141413); color: light-dark(#1c1c1a, #edece7) }
div { position: fixed; right: 20px; bottom: 76px; width: 400px; max-width: calc(100vw - 40px); height: min(680px, calc(100vh - 96px));
  border-radius: 10px; overflow: hidden; background: light-dark(#fafaf9, #141413);
  box-shadow: 0 8px 32px rgb(0 0 0 / .24), 0 0 0 1px light-dark(#e3e3df, #34342f) }
div[hidden] { display: none }
iframe { display: block; width: 100%; height: 100%; border: 0; color-scheme: inherit }
@media (max-width: 520px) { div { inset: 0; width: auto; max-width: none; height: auto; border-radius: 0; box-shadow: none } }
@media print { :host { display: none } }
`
