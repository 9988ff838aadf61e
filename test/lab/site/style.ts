/** The look of the simulated hosts: sober, and of nobody's brand. */
export const STYLE = `
@font-face { font-family: 'Inter Lab'; src: url('/statique/inter.woff2') format('woff2'); font-weight: 100 900; }
* { box-sizing: border-box; }
html { color-scheme: light; }
body { margin: 0; min-height: 100vh; display: flex; flex-direction: column; background: #f4f6f5; color: #1d2a2c; font: 15px/1.5 'Inter Lab', system-ui, sans-serif; }
a { color: #0b5c66; }
a:focus-visible, button:focus-visible, input:focus-visible, select:focus-visible
  { outline: 3px solid #7cc4cb; outline-offset: 2px; }
.entete { background: #fff; border-bottom: 1px solid #d9e0de; }
.entete > div, .onglets > div, .sous-onglets > div, main, footer > div
  { max-width: 1180px; margin: 0 auto; padding: 0 28px; }
.entete > div { display: flex; align-items: center; gap: 14px; min-height: 64px; }
.sceau { width: 36px; height: 36px; flex: none; }
.marque { font-weight: 680; font-size: 17px; line-height: 1.2; color: #103f46; }
.marque small { display: block; font-weight: 450; font-size: 12.5px; color: #5b6b6d; }
.qui { margin-left: auto; text-align: right; font-size: 13.5px; line-height: 1.35; }
.qui strong { display: block; font-weight: 620; }
.onglets { background: #0b5c66; }
.onglets > div { display: flex; gap: 4px; flex-wrap: wrap; }
.onglets a { color: #e2f1f2; text-decoration: none; padding: 11px 16px 9px; border-bottom: 3px solid transparent; }
.onglets a:hover { background: #0f6b77; }
.onglets a[aria-current] { color: #fff; border-bottom-color: #f0c36a; font-weight: 620; }
.sous-onglets { background: #e5efee; border-bottom: 1px solid #cfdcda; }
.sous-onglets > div { display: flex; gap: 2px; flex-wrap: wrap; }
.sous-onglets a { color: #23474c; text-decoration: none; padding: 8px 13px; font-size: 14px; }
.sous-onglets a[aria-current] { background: #f4f6f5; font-weight: 620; border-radius: 6px 6px 0 0; }
main { width: 100%; flex: 1; padding-top: 26px; padding-bottom: 48px; }
h1 { font-size: 23px; font-weight: 640; line-height: 1.25; margin: 0 0 6px; letter-spacing: -.01em; }
h2 { font-size: 16px; font-weight: 640; margin: 0 0 12px; }
.chapeau { color: #52625f; margin: 0 0 22px; max-width: 70ch; }
.grille { display: grid; gap: 18px; grid-template-columns: repeat(auto-fit, minmax(320px, 1fr)); }
.carte { background: #fff; border: 1px solid #d9e0de; border-radius: 8px; padding: 18px 20px; }
h1 + .grille, h1 + .carte { margin-top: 20px; }
.carte + .carte, .grille + .carte { margin-top: 18px; }
.grille .carte + .carte { margin-top: 0; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
th { text-align: left; font-size: 13px; font-weight: 600; color: #52625f; padding: 6px 10px; border-bottom: 1px solid #cfdcda; }
td { padding: 9px 10px; border-bottom: 1px solid #e9eeed; vertical-align: middle; }
.ligne { white-space: nowrap; }
.gestes { display: flex; gap: 14px; align-items: center; }
td small { color: #52625f; }
tr:last-child td { border-bottom: 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 6px 18px; margin: 0; }
dt { color: #52625f; } dd { margin: 0; font-weight: 520; }
.actions { display: flex; flex-wrap: wrap; gap: 10px; margin-top: 18px; align-items: center; }
button, .bouton { font: inherit; font-weight: 600; border-radius: 6px; border: 1px solid #0b5c66; background: #0b5c66;
  color: #fff; padding: 8px 16px; cursor: pointer; text-decoration: none; display: inline-block; }
button:hover, .bouton:hover { background: #084850; }
.discret { background: #fff; color: #0b5c66; }
.discret:hover { background: #e5efee; color: #084850; }
label { display: block; font-size: 13.5px; font-weight: 560; margin-bottom: 4px; }
input, select { font: inherit; padding: 8px 11px; border: 1px solid #8fa09d; border-radius: 6px; background: #fff; width: 100%; max-width: 340px; }
input[type=radio] { width: auto; margin-right: 8px; }
.choix label { font-weight: 450; font-size: 15px; padding: 6px 0; }
.etat { display: inline-block; padding: 2px 10px; border-radius: 99px; font-size: 13px; font-weight: 600; }
.etat-ok { background: #dff1e6; color: #17603b; } .etat-non { background: #fbe9d7; color: #7d4504; }
.etat-stop { background: #f9dedd; color: #8f1d22; }
.message { border-left: 4px solid #c07a15; background: #fff; border-radius: 0 8px 8px 0; padding: 20px 24px; box-shadow: inset 0 0 0 1px #eadfcb; }
.message.arret { border-left-color: #b3292e; box-shadow: inset 0 0 0 1px #efd3d2; }
.message p { margin: 6px 0 0; max-width: 70ch; }
code { font: 13.5px/1.4 ui-monospace, 'DejaVu Sans Mono', monospace; }
.frise { overflow-x: auto; } .frise td { text-align: center; } .frise td:first-child { text-align: left; white-space: nowrap; }
.pastille { display: inline-block; min-width: 28px; padding: 2px 8px; border-radius: 99px; background: #cde5e6; color: #0b4e56; font-weight: 640; font-size: 13px; }
.retour { color: #52625f; margin: 12px 0 0; min-height: 1.5em; }
.attente { display: flex; gap: 18px; align-items: center; }
.attente svg { width: 44px; height: 44px; flex: none; color: #0b5c66; }
.etroit main { max-width: 620px; padding-top: 52px; }
footer { border-top: 1px solid #d9e0de; font-size: 13px; color: #52625f; background: #fff; }
footer > div { width: 100%; padding-top: 14px; padding-bottom: 14px; display: flex; gap: 18px; flex-wrap: wrap; }
@media print { .onglets, .sous-onglets, footer, .actions { display: none; } body { background: #fff; } }

.cache-plie { height: 0; overflow: hidden; }
.cache-dehors { position: absolute; left: -9999px; }
.cache-retrait { text-indent: -9999px; overflow: hidden; }
.cache-taille { font-size: 0; }
.cache-couleur { color: transparent; }
.cache-voile { opacity: 0; }
`;
