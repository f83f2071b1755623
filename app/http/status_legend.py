"""What the codes of SDMX CL_OBS_STATUS mean, in both languages, for files that leave the service."""

from collections.abc import Mapping

from app.domain.observation import Status

STATUS_NAMES: Mapping[Status, tuple[str, str]] = {
    Status.NORMAL: ("正常值", "normal"),
    Status.BREAK: ("时间序列断裂（区划变动）", "break in time series (boundary change)"),
    Status.DEFINITION_DIFFERS: ("定义不同", "definition differs"),
    Status.ESTIMATED: ("估计值", "estimated"),
    Status.FORECAST: ("预测值", "forecast"),
    Status.IMPUTED: ("插补值", "imputed"),
    Status.INCLUDED_ELSEWHERE: ("数据并入其他单元", "included in another unit"),
    Status.NOT_COLLECTED: ("缺失，未收集", "missing, not collected"),
    Status.CANNOT_EXIST: ("缺失，不可能存在", "missing, cannot exist"),
    Status.MISSING: ("缺失", "missing"),
    Status.PROVISIONAL: ("初步数", "provisional"),
    Status.SUPPRESSED: ("缺失，因保密未公布", "missing, suppressed"),
    Status.LOW_RELIABILITY: ("可靠性低", "low reliability"),
    Status.INCLUDES_OTHER: ("包含其他单元的数据", "includes another unit"),
}
