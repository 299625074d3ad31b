import { readConfig } from '../../../platform/config.ts'
import { decryptStream, encryptStream } from '../../../platform/vault/index.ts'
import { CliFailure } from '../cli-failure.ts'
import type { CliSaid, CliScene } from '../cli-scene.ts'

const QUICK = { memoryBytes: 8192, ops: 1 }
export const PASSPHRASE = 'fifteen letters and more'

/** The command line without a terminal, and with a passphrase that costs nothing to derive. */
export function aScene(environment: Record<string, string>, more: Partial<CliScene> = {}) {
  const said: CliSaid[] = []
  const scene: CliScene = {
    config: readConfig(environment),
    folder: '/',
    say: (words) => void said.push(words),
    stop: new AbortController().signal,
    passphrase: { fresh: async () => PASSPHRASE, known: async () => PASSPHRASE },
    kit: () => Promise.reject(new Error('no kit was asked for')),
    agrees: () => Promise.reject(new CliFailure('name-needed')),
    seal: (passphrase) => encryptStream(passphrase, QUICK),
    open: (passphrase) => decryptStream(passphrase, QUICK),
    ...more,
  }
  return { scene, said }
}
