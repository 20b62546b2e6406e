{
    "name": "Bench Floor",
    "summary": "The least a webhook and a job can cost: the yardstick of the bench",
    "version": "19.0.1.0.0",
    "license": "LGPL-3",
    "author": "Police Grievance Founders",
    "depends": ["queue_job"],
    "data": ["security/ir.model.access.csv"],
    "installable": True,
}
