import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Words for people live in messages/. These files are catalogues of their own, speak as people do (tests), or read
 * what people write (era names, half-width kana).
 */
const CATALOGUES = [
  /^src\/app\/console-words\.ts$/,
  /^src\/app\/cli\/cli-(failure-)?words\.ts$/,
  /^src\/platform\/words\/generated\//,
  /^src\/modules\/sample\//,
  /^src\/ui\/[a-z]+\/parse-[a-z-]+\.ts$/,
  /^src\/modules\/[a-z-]+\/normalise\.ts$/,
  /\.(test|e2e)\.tsx?$/,
  /\/testing(\.ts$|\/)/,
]
/** A comment may name a law or a form as it is called. */
const COMMENT = /^\s*(\/\/|\/?\*)/
const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u

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
