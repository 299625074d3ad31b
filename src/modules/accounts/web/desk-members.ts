import type { listMembers } from '../list-members.ts'
import type { OutputOf } from './outcome.ts'

export type DeskMembers = OutputOf<typeof listMembers>
