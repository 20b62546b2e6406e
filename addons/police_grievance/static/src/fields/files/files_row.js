import {Component, useState} from "@odoo/owl";
import {useFileViewer} from "@web/core/file_viewer/file_viewer_hook";
import {useService} from "@web/core/utils/hooks";
import {RecordingPlayer} from "../recording/recording_player";

/**
 * Files in a row: pictures small, large when pressed; sound and film that play where they stand.
 *
 * @typedef {Object} ShownFile as `police.evidence._screen_rows` says it
 */
export class FilesRow extends Component {
    static template = "police_grievance.FilesRow";
    static components = {RecordingPlayer};
    static props = {files: Array};

    setup() {
        this.viewer = useFileViewer();
        this.orm = useService("orm");
        this.actions = useService("action");
        this.open = useState({id: false, listeners: []});
    }

    small(file) {
        return file.small ? `/web/content/${file.small}` : file.url;
    }

    download(file) {
        return `/web/content/${file.attachment}?download=true`;
    }

    /** @param {ShownFile} file a picture: large, with the others of its row to either side */
    enlarge(file) {
        const pictures = this.props.files.filter(({kind}) => kind === "image");
        const shown = pictures.map((picture) => ({
            name: picture.name,
            isImage: true,
            isViewable: true,
            defaultSource: picture.url,
            downloadUrl: this.download(picture),
        }));
        this.viewer.open(shown[pictures.indexOf(file)], shown);
    }

    /** @param {ShownFile} file of which more is shown: its fingerprint, and who has heard it */
    async toggle(file) {
        const id = this.open.id === file.id ? false : file.id;
        Object.assign(this.open, {id, listeners: []});
        if (id && file.is_recording) {
            const listeners = await this.orm.call("police.evidence", "get_listeners", [[id]]);
            Object.assign(this.open, this.open.id === id ? {listeners} : {});
        }
    }

    async call(file, method) {
        const action = await this.orm.call("police.evidence", method, [[file.id]]);
        await this.actions.doAction(action);
    }
}
