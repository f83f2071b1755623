"""The words of printable reports in Chinese and English."""

from app.http.page_texts import LANGUAGES

_TEXTS: dict[str, tuple[str, str]] = {
    "title.draft": ("草稿 {after} 相对于发布 {before}", "Draft {after} against release {before}"),
    "title.draft.first": ("草稿 {after}（尚无发布）", "Draft {after}, the first"),
    "title.published": ("发布 {after} 相对于发布 {before}", "Release {after} against release {before}"),
    "title.published.first": ("发布 {after}（首次发布）", "Release {after}, the first"),
    "lead.draft": (
        "下面是发布这份草稿会改变的全部内容：先是规划结果，再是背后的事实。没有列出的都不变。",
        "All that publishing this draft would change, results of plans first. What is not listed stays as it is.",
    ),
    "lead.published": (
        "下面是这次发布改变的全部内容：先是规划结果，再是背后的事实。没有列出的都没有变。",
        "All that this release changed, results of plans first. What is not listed stayed as it was.",
    ),
    "nothing": ("没有变化。", "No changes."),
    "summary": ("概览", "Summary"),
    "examined": ("比较", "Compared"),
    "differing": ("变化", "Changed"),
    "kind": ("类别", "Kind"),
    "measures": ("规划度量", "Measures of plans"),
    "targets": ("规划目标", "Targets of plans"),
    "figures": ("规划公布的数字", "Figures that plans print"),
    "plans": ("规划文本", "Plans"),
    "units": ("单元", "Units"),
    "counts": ("人口数据", "Counts"),
    "boundaries": ("边界", "Boundaries"),
    "estimates": (
        (
            "原来估计的数：{became_counts} 个现在有公布的数字，{scaled} 个按其余的人口重新分摊，"
            "{estimated_anew} 个另行估计。由公布的数字改为估计：{became_estimates} 个。"
        ),
        (
            "Of the numbers that were estimated, {became_counts} are now counted, {scaled} were scaled to what the "
            "counts leave, and {estimated_anew} were estimated anew. Counts that became estimates: {became_estimates}."
        ),
    ),
    "plan": ("规划", "Plan"),
    "measure": ("度量", "Measure"),
    "target": ("目标", "Target"),
    "figure": ("条款", "Clause"),
    "printed": ("公布值", "Printed"),
    "period": ("时点", "Date"),
    "year": ("年份", "Year"),
    "before": ("之前", "Before"),
    "after": ("之后", "After"),
    "status": ("数据状态", "Status"),
    "verdict": ("核对结论", "Verdict"),
    "state": ("进展", "State"),
    "unit": ("单元", "Unit"),
    "change": ("变化", "Change"),
    "fields": ("内容", "What"),
    "indicator": ("指标", "Indicator"),
    "dataset": ("数据集", "Dataset"),
    "difference": ("差", "Difference"),
    "area": ("面积（平方千米）", "Area (km²)"),
    "vintage": ("边界日期", "Vintage"),
    "precision": ("边界精度", "Precision"),
    "version": ("版本", "Version"),
    "biggest": ("变化最大的 {shown} 项，共 {all} 项。", "The {shown} largest of {all} changes."),
    "more": ("另有 {rest} 行，见表格文件。", "{rest} more rows are in the table file."),
    "change.added": ("新增", "added"),
    "change.removed": ("删除", "removed"),
    "change.renamed": ("更名", "renamed"),
    "change.changed": ("变更", "changed"),
    "verdict.reproduced": ("一致", "reproduced"),
    "verdict.within_rounding": ("在舍入范围内", "within rounding"),
    "verdict.differs": ("不一致", "differs"),
    "verdict.not_computable": ("无法计算", "not computable"),
    "state.met": ("已达到", "met"),
    "state.on_track": ("进度正常", "on track"),
    "state.off_track": ("进度落后", "off track"),
    "state.not_assessable": ("无法评估", "not assessable"),
    "precision.official": ("正式", "official"),
    "precision.generalised": ("综合", "generalised"),
    "precision.schematic": ("示意", "schematic"),
    "none": ("—", "—"),
}


def words(lang: str, name: str, **values: object) -> str:
    """Return words in a language; KeyError for words that are not listed and for other languages."""
    text = dict(zip(LANGUAGES, _TEXTS[name], strict=True))[lang]
    return text.format(**values) if values else text
