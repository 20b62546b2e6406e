import {useService} from "@web/core/utils/hooks";

/**
 * Some changes of stage ask for more: an outcome to close, a reason to reopen.
 *
 * @returns {(complaintId: number, stageId: number, onClose: () => any) => Promise<boolean>} opens the
 *  dialogue that this change needs, if any, and says whether there is one
 */
export function useStageDialog() {
    const orm = useService("orm");
    const actionService = useService("action");
    return async (complaintId, stageId, onClose) => {
        const action = await orm.call("police.complaint", "get_stage_dialog", [
            [complaintId],
            stageId,
        ]);
        if (action) {
            await actionService.doAction(action, {onClose});
        }
        return Boolean(action);
    };
}
