import { theme, type ThemeConfig } from 'antd';

/** Chinese by the system's own fonts: nothing is fetched. */
export const FONT = [
  '-apple-system',
  'BlinkMacSystemFont',
  "'Segoe UI'",
  "'PingFang SC'",
  "'HarmonyOS Sans SC'",
  "'MiSans'",
  "'Microsoft YaHei UI'",
  "'Microsoft YaHei'",
  "'Noto Sans CJK SC'",
  "'Noto Sans SC'",
  "'Source Han Sans SC'",
  'sans-serif',
].join(', ');

const LIGHT = {
  colorPrimary: '#0e5f59',
  colorLink: '#0e5f59',
  // antd derives a grey from so dark a green.
  colorPrimaryBg: '#e3efed',
  colorPrimaryBgHover: '#d3e6e3',
  colorPrimaryBorder: '#7fb3ad',
  colorPrimaryBorderHover: '#5c9d96',
  colorBgLayout: '#f3f5f4',
  // Words in the colours of a warning and of a fault have to be read, 4.5 : 1 at least.
  colorWarningText: '#8a5300',
  colorErrorText: '#b3261e',
  // antd's own shades of grey fall below 4.5 : 1 on our ground.
  colorTextSecondary: 'rgba(0,0,0,0.68)',
  colorTextTertiary: 'rgba(0,0,0,0.6)',
  colorTextDescription: 'rgba(0,0,0,0.62)',
  colorTextPlaceholder: 'rgba(0,0,0,0.56)',
};
const DARK = {
  colorPrimary: '#2b8b80',
  colorLink: '#7fd3c8',
  // What is chosen has to stand out from what is not, on a dark ground too.
  colorPrimaryBg: '#1a443e',
  colorPrimaryBgHover: '#245a53',
  colorPrimaryBorder: '#3f9085',
  colorPrimaryBorderHover: '#52aa9d',
  colorBgLayout: '#0f1413',
  colorWarningText: '#f0b95a',
  colorErrorText: '#ff8f86',
  colorBgContainer: '#171d1c',
  colorBgElevated: '#1e2625',
  colorTextSecondary: 'rgba(255,255,255,0.72)',
  colorTextPlaceholder: 'rgba(255,255,255,0.6)',
};

/** antd in our colours; its variables (`--ant-…`) are what the console's own CSS is written with. */
export const themeOf = (dark: boolean): ThemeConfig => ({
  algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
  cssVar: { key: 'hx' },
  hashed: false,
  token: { borderRadius: 8, fontFamily: FONT, ...(dark ? DARK : LIGHT) },
  components: {
    Button: {
      primaryShadow: 'none',
      defaultShadow: 'none',
      // antd's own shade of what is hovered falls below 4.5 : 1 on a dark ground.
      ...(dark && { defaultHoverColor: '#7fd3c8', defaultActiveColor: '#7fd3c8' }),
      // So do white words on its red.
      ...(dark
        ? { dangerColor: '#000' }
        : { colorError: '#b3261e', colorErrorHover: '#c43d33', colorErrorActive: '#8f1d17' }),
    },
    Table: { headerBg: 'transparent', headerSplitColor: 'transparent', rowHoverBg: dark ? '#1e2625' : '#f3f7f6' },
  },
});
