import { type RouteConfig, relative } from '@react-router/dev/routes'

const { route } = relative(import.meta.dirname)

export const caseRoutes = [
  route('cases', './list-page.tsx'),
  route('cases/new', './new-page.tsx'),
  route('cases/attach', './attach-page.tsx'),
  route('cases/review', './review-page.tsx'),
  route('cases/rules', './rules-page.tsx'),
  route('cases/:caseId', './case-page.tsx'),
  route('cases/:caseId/edit', './edit-page.tsx'),
  route('cases/:caseId/state', './state-page.tsx'),
  route('cases/:caseId/notes/:noteId', './amend-page.tsx'),
  route('cases/:caseId/people/new', './person-new-page.tsx'),
  route('cases/:caseId/people/:personId', './person-page.tsx'),
  route('cases/:caseId/whereabouts/:placeId', './reveal-page.tsx'),
  route('cases/:caseId/files/:attachmentId', './file-page.tsx'),
  route('cases/:caseId/approvals', './approval-page.tsx'),
  route('cases/:caseId/close', './close-page.tsx'),
  route('cases/:caseId/transfer', './transfer-page.tsx'),
  route('cases/:caseId/block', './block-page.tsx'),
  route('cases/:caseId/keys', './replace-keys-page.tsx'),
  route('cases/:caseId/viewers', './viewers-page.tsx'),
] satisfies RouteConfig
