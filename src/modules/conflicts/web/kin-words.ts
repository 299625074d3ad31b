import { m } from '../../../platform/words/words.ts'
import type { kinRelations } from '../contract.ts'

export const relationWords: Readonly<Record<(typeof kinRelations)[number], () => string>> = {
  self: m.conflicts_relation_self,
  partner: m.conflicts_relation_partner,
  former_partner: m.conflicts_relation_former_partner,
  parent: m.conflicts_relation_parent,
  child: m.conflicts_relation_child,
  sibling: m.conflicts_relation_sibling,
  in_law: m.conflicts_relation_in_law,
  other: m.conflicts_relation_other,
}
