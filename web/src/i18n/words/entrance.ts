import type { Words } from '../words';

/** Chinese, English: where the data, or a draft, are read with a key. */
export const entrance = {
  'entrance.title': ['需要密钥', 'A key is needed'],
  'entrance.closed': ['这里的数据凭密钥查阅。', 'The data here are read with a key.'],
  'entrance.draft': ['第 {n} 版尚未发布，或不存在。如果是草稿，有编辑权限的密钥可以打开它。', 'Release {n} is not published, or does not exist. If it is a draft, a key that may edit opens it.'],
  'entrance.staleTitle': ['草稿需要重新预览', 'The draft needs a preview'],
  'entrance.stale': ['草稿 {n} 还没有预览，或在预览之后又有改动。请在数据维护页预览后再打开。', 'Draft {n} has no preview, or has changed since. Preview it on the stewardship page, then open it again.'],
  'entrance.key': ['API 密钥', 'API key'],
  'entrance.enter': ['打开', 'Open'],
  'entrance.help': ['密钥只留在这个标签页里，关闭即忘。', 'The key stays in this tab alone and is forgotten when it is closed.'],
  'entrance.wrong': ['这个密钥打不开：无效，或没有所需的权限。', 'This key does not open it: it is not good, or may not do this.'],
  'entrance.steward': ['前往数据维护', 'Go to data stewardship'],
} as const satisfies Words;
