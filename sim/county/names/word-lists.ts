import { pieces } from './syllables.ts';

export const SURNAMES = pieces(
  '张zhang 王wang 李li 赵zhao 刘liu 陈chen 杨yang 孙sun 周zhou 吴wu 郑zheng 冯feng 韩han 曹cao 许xu 何he 吕lyu 施shi 孔kong 严yan 金jin 魏wei 姜jiang 谢xie 邹zou 潘pan 葛ge 范fan 彭peng 鲁lu 马ma 苗miao 方fang 任ren 袁yuan 史shi 唐tang 薛xue 贺he 倪ni 汤tang 罗luo 齐qi 康kang 伍wu 余yu 顾gu 孟meng 黄huang 穆mu 萧xiao 尹yin 姚yao 邵shao 汪wang 毛mao 狄di 贝bei 臧zang 成cheng 戴dai 宋song 庞pang 熊xiong 纪ji 舒shu 屈qu 项xiang 祝zhu 董dong 梁liang 杜du 阮ruan 蓝lan 闵min 席xi 季ji 贾jia 路lu 江jiang 童tong 郭guo 梅mei 盛sheng 林lin 钟zhong 徐xu 邱qiu 骆luo 高gao 夏xia 蔡cai 田tian 樊fan 胡hu 凌ling 霍huo',
);

/** Trees, stones, water, old works: what villages are named after besides families. */
export const FEATURES = pieces(
  '白杨baiyang 柳林liulin 青石qingshi 石磨shimo 榆树yushu 槐树huaishu 枣林zaolin 梨园liyuan 杏花xinghua 桃园taoyuan 泉眼quanyan 清水qingshui 甜水tianshui 马场machang 古城gucheng 望楼wanglou 土城tucheng 黄土huangtu 沙坡shapo 芦苇luwei 松树songshu 柏树baishu 核桃hetao 石榴shiliu 双井shuangjing 三里sanli 五里wuli 十里shili 七棵树qikeshu 老君laojun 钟鼓zhonggu 碾子nianzi 瓦窑wayao 砖窑zhuanyao 炭窑tanyao 烽火fenghuo 边墙bianqiang 将军jiangjun 跑马paoma 卧虎wohu 凤凰fenghuang 鹰嘴yingzui 龟石guishi 骆驼luotuo 白羊baiyang 金鸡jinji 野鹿yelu 燕窝yanwo 荞麦qiaomai 谷子guzi 高粱gaoliang 苜蓿muxu 胡麻huma 花椒huajiao 药王yaowang 观音guanyin 文昌wenchang 龙王longwang 山神shanshen 石佛shifo 铁炉tielu 铜匠tongjiang 油坊youfang 磨坊mofang 水碾shuinian 官厅guanting 驿站yizhan 营盘yingpan 校场jiaochang 火石huoshi 白灰baihui 红土hongtu 黑山heishan 月牙yueya 太平taiping 永兴yongxing 长胜changsheng 福安fuan 兴隆xinglong 仁和renhe 义合yihe 德胜desheng 丰收fengshou',
);

export const DIRECTIONS = pieces('东dong 西xi 南nan 北bei 上shang 下xia 前qian 后hou 大da 小xiao');

export type Setting = 'hill' | 'river' | 'plain';

/** What a name ends in, by the lie of the land. */
export const ENDINGS = {
  hill: pieces('沟gou 岭ling 坪ping 峪yu 坡po 梁liang 洼wa 岔cha'),
  river: pieces('湾wan 滩tan 桥qiao 渡du 河口hekou 堤di'),
  plain: pieces('庄zhuang 屯tun 营ying 堡pu 店dian 铺pu 寨zhai 集ji'),
} as const satisfies Record<Setting, unknown>;

export const FAMILY_ENDINGS = {
  hill: pieces('家沟jiagou 家岭jialing 家坪jiaping 家峪jiayu 家坡jiapo 家洼jiawa'),
  river: pieces('家湾jiawan 家滩jiatan 家桥jiaqiao 家渡jiadu'),
  plain: pieces('家庄jiazhuang 家屯jiatun 家营jiaying 家堡jiapu 家店jiadian 家寨jiazhai'),
} as const satisfies Record<Setting, unknown>;

/** Town neighbourhoods. */
export const COMMUNITIES = pieces(
  '光明guangming 双塔shuangta 滨河binhe 鼓楼gulou 新华xinhua 文化wenhua 和平heping 建设jianshe 胜利shengli 育才yucai 青年qingnian 幸福xingfu 迎宾yingbin 长安changan 健康jiankang 学府xuefu 东风dongfeng 朝阳chaoyang 春光chunguang 向阳xiangyang 团结tuanjie 民主minzhu 前进qianjin 红旗hongqi 友谊youyi 安居anju 锦绣jinxiu 翠湖cuihu 金桂jingui 百花baihua 康乐kangle 工农gongnong 铁西tiexi 站前zhanqian 南苑nanyuan 北苑beiyuan 东苑dongyuan 西苑xiyuan 清风qingfeng 明珠mingzhu',
);

/** Streets of towns; the generator adds 路 or 街. */
export const STREETS = pieces(
  '双塔shuangta 人民renmin 建设jianshe 新华xinhua 和平heping 文化wenhua 光明guangming 迎宾yingbin 长安changan 健康jiankang 学府xuefu 育才yucai 青年qingnian 幸福xingfu 烽台fengtai 鼓楼gulou 胜利shengli 工业gongye 振兴zhenxing 兴隆xinglong 富民fumin 团结tuanjie 东风dongfeng 朝阳chaoyang 站前zhanqian 府前fuqian 环城huancheng 商贸shangmao 桥头qiaotou 泉水quanshui 松柏songbai 槐荫huaiyin 丰收fengshou 平安pingan 康宁kangning 明德mingde 崇文chongwen 广场guangchang',
);
