import { Icon, type IconName } from '../ui/icon.js';

const PICTURES: Readonly<Record<string, IconName>> = {
  PHONE: 'phone',
  SMS: 'chat',
  WECHAT: 'wechat',
  WECHAT_GROUP: 'group',
  EMAIL: 'mail',
  VISIT: 'visit',
};

export const ChannelIcon = ({ channel, size = 16 }: { readonly channel: string; readonly size?: number }) => (
  <Icon name={PICTURES[channel] ?? 'chat'} size={size} />
);
