// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
export { createContainer, type CreateContainerParameters } from './generated/publishing/create-container.ts';
export {
  publishContainer,
  type PublishContainerParameters,
} from './generated/publishing/publish-container.ts';
export {
  getPublishingLimit,
  type GetPublishingLimitDefaultFields,
  type GetPublishingLimitParameters,
} from './generated/publishing/get-publishing-limit.ts';
export {
  getContainer,
  type GetContainerDefaultFields,
  type GetContainerParameters,
} from './generated/publishing/get-container.ts';
export { deletePost, type DeletePostParameters } from './generated/publishing/delete-post.ts';
export { repost, type RepostParameters } from './generated/publishing/repost.ts';
export {
  listThreads,
  type ListThreadsDefaultFields,
  type ListThreadsParameters,
} from './generated/media/list-threads.ts';
export {
  getThread,
  type GetThreadDefaultFields,
  type GetThreadParameters,
} from './generated/media/get-thread.ts';
export {
  listGhostPosts,
  type ListGhostPostsDefaultFields,
  type ListGhostPostsParameters,
} from './generated/media/list-ghost-posts.ts';
export {
  listUserReplies,
  type ListUserRepliesDefaultFields,
  type ListUserRepliesParameters,
} from './generated/replies/list-user-replies.ts';
export {
  listReplies,
  type ListRepliesDefaultFields,
  type ListRepliesParameters,
} from './generated/replies/list-replies.ts';
export {
  listConversation,
  type ListConversationDefaultFields,
  type ListConversationParameters,
} from './generated/replies/list-conversation.ts';
export {
  listPendingReplies,
  type ListPendingRepliesDefaultFields,
  type ListPendingRepliesParameters,
} from './generated/replies/list-pending-replies.ts';
export { manageReply, type ManageReplyParameters } from './generated/replies/manage-reply.ts';
export {
  managePendingReply,
  type ManagePendingReplyParameters,
} from './generated/replies/manage-pending-reply.ts';
export { getUser, type GetUserDefaultFields, type GetUserParameters } from './generated/users/get-user.ts';
export { lookupProfile, type LookupProfileParameters } from './generated/users/lookup-profile.ts';
export {
  listProfilePosts,
  type ListProfilePostsDefaultFields,
  type ListProfilePostsParameters,
} from './generated/users/list-profile-posts.ts';
export {
  listMentions,
  type ListMentionsDefaultFields,
  type ListMentionsParameters,
} from './generated/users/list-mentions.ts';
export {
  getThreadInsights,
  type GetThreadInsightsParameters,
} from './generated/insights/get-thread-insights.ts';
export { getUserInsights, type GetUserInsightsParameters } from './generated/insights/get-user-insights.ts';
export {
  searchThreads,
  type SearchThreadsDefaultFields,
  type SearchThreadsParameters,
} from './generated/search/search-threads.ts';
export {
  getLocation,
  type GetLocationDefaultFields,
  type GetLocationParameters,
} from './generated/locations/get-location.ts';
export {
  searchLocations,
  type SearchLocationsDefaultFields,
  type SearchLocationsParameters,
} from './generated/locations/search-locations.ts';
export { getOembed, type GetOembedParameters } from './generated/embeds/get-oembed.ts';
export type { Container, ContainerSelection } from './generated/schemas/container.ts';
export type { CreatedContainer } from './generated/schemas/created-container.ts';
export type { CrossShareStatus } from './generated/schemas/cross-share-status.ts';
export type { DeletedPost } from './generated/schemas/deleted-post.ts';
export type { Embed } from './generated/schemas/embed.ts';
export type { GifInput } from './generated/schemas/gif-input.ts';
export type { InsightBreakdown } from './generated/schemas/insight-breakdown.ts';
export type { InsightBreakdownResult } from './generated/schemas/insight-breakdown-result.ts';
export type { InsightTotal } from './generated/schemas/insight-total.ts';
export type { InsightValue } from './generated/schemas/insight-value.ts';
export type { InsightsPaging } from './generated/schemas/insights-paging.ts';
export type { LinkClicks } from './generated/schemas/link-clicks.ts';
export type { Location, LocationSelection } from './generated/schemas/location.ts';
export type { LocationList } from './generated/schemas/location-list.ts';
export type { Owner, OwnerSelection } from './generated/schemas/owner.ts';
export type { PollAttachment, PollAttachmentSelection } from './generated/schemas/poll-attachment.ts';
export type { PollInput } from './generated/schemas/poll-input.ts';
export type { Profile } from './generated/schemas/profile.ts';
export type { PublishedMedia } from './generated/schemas/published-media.ts';
export type {
  PublishingLimit,
  PublishingLimitNestedSelection,
  PublishingLimitSelection,
} from './generated/schemas/publishing-limit.ts';
export type { PublishingLimits } from './generated/schemas/publishing-limits.ts';
export type { QuotaConfig, QuotaConfigSelection } from './generated/schemas/quota-config.ts';
export type { RepostedMedia } from './generated/schemas/reposted-media.ts';
export type { SearchedKeyword, SearchedKeywordSelection } from './generated/schemas/searched-keyword.ts';
export type { StyledRange, StyledRangeSelection } from './generated/schemas/styled-range.ts';
export type { StyledRangeInput } from './generated/schemas/styled-range-input.ts';
export type { Success } from './generated/schemas/success.ts';
export type {
  TextAttachment,
  TextAttachmentNestedSelection,
  TextAttachmentSelection,
} from './generated/schemas/text-attachment.ts';
export type { TextAttachmentInput } from './generated/schemas/text-attachment-input.ts';
export type { TextEntity, TextEntitySelection } from './generated/schemas/text-entity.ts';
export type { TextEntityInput } from './generated/schemas/text-entity-input.ts';
export type { Thread, ThreadNestedSelection, ThreadSelection } from './generated/schemas/thread.ts';
export type { ThreadInsight } from './generated/schemas/thread-insight.ts';
export type { ThreadInsights } from './generated/schemas/thread-insights.ts';
export type { User, UserNestedSelection, UserSelection } from './generated/schemas/user.ts';
export type { UserInsight } from './generated/schemas/user-insight.ts';
export type { UserInsights } from './generated/schemas/user-insights.ts';
export { metricsOf, type FollowerPart, type ThreadMetrics, type UserMetrics } from './metrics-of.ts';
export type { Selected } from './selected.ts';
