/**
 * Each from its own file: the public process says nothing else of the catalogues, and all of them are four thousand files to load.
 */
import { shell_bare_400 } from './generated/messages/shell_bare_400.js'
import { shell_bare_408 } from './generated/messages/shell_bare_408.js'
import { shell_bare_431 } from './generated/messages/shell_bare_431.js'

export const wireWords = { 400: shell_bare_400, 408: shell_bare_408, 431: shell_bare_431 } as const
