import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Words for people live in messages/, and how they are joined in words/joining.ts. These files are catalogues of
 * their own, speak as people do (tests), or read and write days and names as people do.
 */
const CATALOGUES = [
  /^src\/app\/(console|replayed|root-secret)-words\.ts$/,
  /^src\/app\/cli\/[a-z-]+-words\.ts$/,
  /^src\/platform\/words\/(generated\/|joining\.ts$)/,
  /^src\/modules\/sample\//,
  /^src\/ui\/[a-z]+\/(parse|format)-[a-z-]+\.ts$/,
  /^src\/modules\/[a-z-]+\/normalise\.ts$/,
  /^src\/modules\/search\/match\.ts$/,
  /\.(test|e2e)\.tsx?$/,
  /\/testing(\.ts$|\/)/,
]
/** A comment may name a law or a form as it is called. */
const COMMENT = /^\s*(\/\/|\/?\*)/
const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}\u3000-\u303f\u30fb\uff01-\uff65]/u

/** `file:line` of every line under src that speaks Japanese outside the catalogues. */
export function japaneseOutsideCatalogues(project: string): string[] {
  return readdirSync(join(project, 'src'), { recursive: true, encoding: 'utf8' })
    .map((path) => join('src', path))
    .filter((path) => /\.(ts|tsx|mjs|css|html)$/.test(path))
    .filter((path) => !CATALOGUES.some((catalogue) => catalogue.test(path)))
    .flatMap((path) =>
      readFileSync(join(project, path), 'utf8')
        .split('\n')
        .flatMap((line, index) =>
          JAPANESE.test(line) && !COMMENT.test(line) ? [`${path}:${index + 1}`] : [],
        ),
    )
}
