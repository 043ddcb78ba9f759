// Builds the style sheet, the scripts and the icon sheet into the Python package.
// Run by `npm run build`; `npm run build -- --sizes` also prints what goes over the line.
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import esbuild from 'esbuild';
import * as sass from 'sass';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.dirname(here);
const out = path.join(root, 'src/southgate/config/static/built');
// Government desktops run Chromium-based browsers that are years old.
const target = ['chrome88', 'firefox90', 'safari15'];

async function styles() {
  const { css } = sass.compile(path.join(here, 'css/southgate.scss'), {
    loadPaths: [path.join(root, 'node_modules')],
    quietDeps: true,
    silenceDeprecations: ['if-function'],
  });
  return esbuild.build({
    stdin: { contents: css, loader: 'css', resolveDir: path.join(here, 'css'), sourcefile: 'southgate.css' },
    outfile: path.join(out, 'southgate.css'),
    assetNames: '[name]',
    bundle: true,
    minify: true,
    target,
    loader: { '.svg': 'file' },
    logLevel: 'warning',
  });
}

function scripts() {
  return esbuild.build({
    entryPoints: ['southgate', 'grid', 'board', 'review', 'theme'].map((name) => path.join(here, `js/${name}.js`)),
    outdir: out,
    bundle: true,
    minify: true,
    format: 'iife',
    target,
    legalComments: 'none',
    logLevel: 'warning',
  });
}

async function notices() {
  const texts = await Promise.all(
    ['htmx.org/LICENSE'].map((file) => readFile(path.join(root, 'node_modules', file), 'utf8')),
  );
  const tabler = '@tabler/core 1.6 (MIT): Copyright 2018-2026 The Tabler Authors, Paweł Kuna. https://tabler.io\n';
  await writeFile(path.join(out, 'NOTICES.txt'), [tabler, 'htmx.org 4 (0BSD):\n', ...texts].join('\n'));
}

async function sizes() {
  for (const name of ['southgate.css', 'southgate.js', 'grid.js', 'board.js', 'review.js', 'theme.js', 'icons.svg']) {
    const bytes = await readFile(path.join(out, name));
    console.log(`${name.padEnd(16)} ${String(bytes.length).padStart(7)} bytes, gzip ${gzipSync(bytes, { level: 9 }).length}`);
  }
}

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
await Promise.all([styles(), scripts(), notices(), cp(path.join(here, 'icons/sprite.svg'), path.join(out, 'icons.svg')),
  cp(path.join(here, 'icons/icon.svg'), path.join(out, 'icon.svg')),
]);
if (process.argv.includes('--sizes')) await sizes();
