import {registry} from "@web/core/registry";
import {kanbanView} from "@web/views/kanban/kanban_view";
import {ComplaintKanbanRenderer} from "./complaint_kanban_renderer";

export const complaintKanbanView = {...kanbanView, Renderer: ComplaintKanbanRenderer};

registry.category("views").add("police_complaint_kanban", complaintKanbanView);
