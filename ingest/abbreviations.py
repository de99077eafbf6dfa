"""The words of British news and policy prose that a full stop may follow without ending the sentence."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# A name follows.
TITLES = _words(
    "Mr Mrs Ms Mx Dr Drs Prof Profs Cllr Cllrs Coun Ald Rev Revd Fr Hon Rt Messrs Capt Cpt Cdr Col Gen "
    "Brig Lt Maj Sgt Cpl Insp Supt Det Gov Sen Rep Pres Amb"
)
# They explain or compare, so that the sentence goes on.
EXPLAINING = _words("e.g i.e eg ie viz cf vs v approx incl esp resp nr op a.k.a aka c/o cp")
# A figure follows; without one they are words ("No. The council …").
COUNTED = _words(
    "No Nos no nos s ss sec Sec Secs sect Sect para Para paras Paras p pp pg cl cls Cl ch chs Ch art "
    "arts Art Arts reg regs Reg Regs sch Sch schs vol Vol vols Vols fig Fig figs Figs ed eds c ca circa "
    "cap Cap r rr app App annex Annex tbl Tbl ref Ref refs ext Ext tel Tel min max est item Cm Cmd Cmnd "
    "HC HL pt Pt Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Weds Thu Thur Thurs "
    "Fri Sat Sun"
)
# They stand inside a sentence or at its end: what follows decides.
CLOSING = _words(
    "Ltd ltd Plc plc PLC Co Inc Corp Bros Jr Sr Esq Dept dept Depts Govt govt Assoc Assn Univ Inst Rd "
    "Ave Sq Cres Gdns al ibid cit St Ste Mt Ft Hants Cambs Lancs Yorks Northants Notts Glos Wilts Berks "
    "Bucks Staffs Worcs Herts Leics Lincs Oxon Beds Derbys Salop Shrops Warks Mddx Middx Northumb"
)
TIMES = _words("a.m p.m A.M P.M")
# What may follow a time of day within the sentence.
AFTER_TIME = _words(
    "GMT BST UTC CET Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Tues Wed Weds Thu "
    "Thur Thurs Fri Sat Sun January February March April May June July August September October "
    "November December"
)
# Letters after these are labels and no initials: "Option B. Councils …".
LABELLED = _words(
    "Plan Option Appendix Annex Part Schedule Grade Class Type Section Tier Table Figure Group Phase "
    "Zone Category Band Level Point Chapter Article Paragraph Exhibit Form Box Lot Question Model "
    "Scenario Site Block Ward Route Vitamin Hepatitis plan option appendix annex part schedule grade "
    "class type section tier table figure group phase zone category band level point chapter article "
    "paragraph question model scenario site block"
)
# Words that begin sentences and hardly ever go on with a name.
STARTERS = _words(
    "The A An It Its It’s It's In On At By For From With Without As And But Or So Yet If When Whenever "
    "While Whilst Although Though Because Since Until Unless After Before During Under Over Between "
    "Among Across Within Through Throughout Against Despite Instead Rather This That These Those There "
    "There’s There's Here Now Then Today Tomorrow Yesterday Tonight He She We They You I I’m I'm I’ve "
    "I've We’re We're We’ve We've They’re They're He’s He's She’s She's His Her Their Our My Your One "
    "Two Three Four Five Six Seven Eight Nine Ten Some Many Most Much More Few Fewer Several Each Every "
    "Any All Both Another Other Others Such Not No Nor Neither Either None Nothing Nobody Only Even "
    "Just Also However Therefore Thus Hence Moreover Furthermore Meanwhile Nevertheless Nonetheless "
    "Otherwise Indeed Perhaps Finally First Second Third Last Next Later Earlier Recently What Who "
    "Whose Which Why How Where Is Are Was Were Do Does Did Has Have Had Can Could Would Should Shall "
    "Must Might Let Once About Around According Given Please Speaking Asked To Of"
)
# Who says "…" after a question in quotation marks: "“Why now?” Cllr Smith asked."
SPEAKING = (
    "said|says|asked|asks|added|adds|told|tells|replied|wrote|writes|argued|argues|warned|claimed|explained"
)
