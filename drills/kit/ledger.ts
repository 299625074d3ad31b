import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'

/**
 * What clients were told, written by them in a file of their own, outside everything that is broken. An entry stands there
 * before the next request is sent.
 */
export class Ledger<Entry extends object> {
  readonly #file: string

  constructor(file: string) {
    this.#file = file
    writeFileSync(file, '', { mode: 0o600 })
  }

  write(entry: Entry): void {
    appendFileSync(this.#file, `${JSON.stringify(entry)}\n`)
  }

  entries(): Entry[] {
    return readFileSync(this.#file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Entry)
  }
}
